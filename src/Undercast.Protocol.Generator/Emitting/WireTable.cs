namespace Undercast.Protocol.Generator.Emitting;

/// <summary>The overloads of <c>ShapeCodec</c> that each wire needs; the only place that knows.</summary>
internal static class WireTable
{
    private const string Json = "JsonShapeReader", Xml = "XmlShapeReader", Query = "QueryShapeReader", Cbor = "CborShapeReader";
    private const string JsonOut = "JsonShapeWriter", XmlOut = "XmlShapeWriter", CborOut = "CborShapeWriter";

    private static readonly Dictionary<string, (string[] Readers, string[] Writers)> ByWire = new(StringComparer.Ordinal)
    {
        // Every API has the document wire, whatever it declares.
        [""] = ([Json], [JsonOut]),
        ["AwsJson10"] = ([Json], [JsonOut]),
        ["AwsJson11"] = ([Json], [JsonOut]),
        ["AwsQuery"] = ([Query], [XmlOut]),
        ["Ec2Query"] = ([Query], [XmlOut]),
        ["RestJson1"] = ([Json, $"RestShapeReader<{Json}>"], [JsonOut, $"RestShapeWriter<{JsonOut}>"]),
        ["RestXml"] = ([Xml, $"RestShapeReader<{Xml}>"], [XmlOut, $"RestShapeWriter<{XmlOut}>"]),
        ["RpcV2Cbor"] = ([Cbor], [CborOut]),
    };

    public static IEnumerable<string> Readers(IEnumerable<string> wires) => wires.Prepend("").SelectMany(w => ByWire[w].Readers).Distinct();

    public static IEnumerable<string> Writers(IEnumerable<string> wires) => wires.Prepend("").SelectMany(w => ByWire[w].Writers).Distinct();

    /// <summary>The form of an event's headers and payload on a wire, which unions of events need beside the rest.</summary>
    public static IEnumerable<string> EventReaders(IEnumerable<string> wires) => Events(wires).Select(w => $"RestShapeReader<{ByWire[w].Readers[0]}>").Distinct();

    public static IEnumerable<string> EventWriters(IEnumerable<string> wires) => Events(wires).Select(w => $"RestShapeWriter<{ByWire[w].Writers[0]}>").Distinct();

    private static IEnumerable<string> Events(IEnumerable<string> wires) => wires.Where(w => w is not ("AwsQuery" or "Ec2Query"));

    public static bool IsKnown(string wire) => wire.Length > 0 && ByWire.ContainsKey(wire);

    public static bool IsRest(string wire) => wire is "RestJson1" or "RestXml";

    public static bool IsQuery(string wire) => wire is "AwsQuery" or "Ec2Query";
}
