namespace Undercast.Protocol.Conformance;

/// <summary>The vectors that a server need not pass, each with the reason; one that passes all the same must leave the list.</summary>
internal static class Reasons
{
    private static readonly (string Reason, string[] Vectors)[] Groups =
    [
        (
            "The request has no body: the vector checks that the client compresses what it sends.",
            [
                "input/ec2/SDKAppendsGzipAndIgnoresHttpProvidedEncoding_ec2Query",
                "input/ec2/SDKAppliedContentEncoding_ec2Query",
                "input/json/SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1",
                "input/json/SDKAppliedContentEncoding_awsJson1_1",
                "input/json_1_0/SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0",
                "input/json_1_0/SDKAppliedContentEncoding_awsJson1_0",
                "input/query/SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery",
                "input/query/SDKAppliedContentEncoding_awsQuery",
                "input/rest-json/SDKAppendedGzipAfterProvidedEncoding_restJson1",
                "input/rest-json/SDKAppliedContentEncoding_restJson1",
                "input/rest-xml/SDKAppendedGzipAfterProvidedEncoding_restXml",
                "input/rest-xml/SDKAppliedContentEncoding_restXml",
            ]),
        (
            "The request names no operation: the vector checks the host or path that the client makes of its endpoint.",
            [
                "input/ec2/Ec2QueryHostWithPath",
                "input/json_1_0/AwsJson10EndpointTrait",
                "input/json_1_0/AwsJson10EndpointTraitWithHostLabel",
                "input/json_1_0/AwsJson10HostWithPath",
                "input/query/QueryHostWithPath",
                "input/rest-json/RestJsonHostWithPath",
            ]),
        (
            "The client does not send what is empty, so the server cannot tell it from nothing.",
            [
                "input/ec2/Ec2EmptyQueryLists",
                "input/query/QueryEmptyQueryMaps",
                "input/rest-json/RestJsonOmitsEmptyListQueryValues",
            ]),
        (
            "The client sends an empty object for a payload that was not given, which the server reads as an empty structure.",
            [
                "input/rest-json/RestJsonHttpWithEmptyStructurePayload",
                "input/rest-json/RestJsonHttpWithHeadersButNoPayload",
            ]),
        (
            "A server puts every query parameter into the map of parameters, also those that other members are bound to; the client's own map holds less.",
            [
                "input/rest-json/RestJsonQueryParamsStringListMap",
                "input/rest-json/RestJsonQueryPrecedence",
                "input/rest-xml/AllQueryStringTypes",
                "input/rest-xml/RestXmlQueryParamsStringListMap",
                "input/rest-xml/RestXmlQueryPrecedence",
                "input/rest-xml/RestXmlQueryStringEscaping",
                "input/rest-xml/RestXmlSupportsInfinityFloatQueryValues",
                "input/rest-xml/RestXmlSupportsNaNFloatQueryValues",
                "input/rest-xml/RestXmlSupportsNegativeInfinityFloatQueryValues",
                "input/rest-xml/RestXmlZeroAndFalseQueryValues",
            ]),
        (
            "A contract names the entries of a map, not those of a map within it; no AWS service names them otherwise than key and value.",
            [
                "input/rest-xml/NestedXmlMapWithXmlNameSerializes",
                "output/rest-xml/NestedXmlMapWithXmlNameDeserializes",
            ]),
        (
            "Times are written in UTC; that clients accept offsets is theirs to show.",
            [
                "output/ec2/Ec2QueryDateTimeWithNegativeOffset",
                "output/ec2/Ec2QueryDateTimeWithPositiveOffset",
                "output/json/AwsJson11DateTimeWithNegativeOffset",
                "output/json/AwsJson11DateTimeWithPositiveOffset",
                "output/query/AwsQueryDateTimeWithNegativeOffset",
                "output/query/AwsQueryDateTimeWithPositiveOffset",
                "output/rest-json/RestJsonDateTimeWithNegativeOffset",
                "output/rest-json/RestJsonDateTimeWithPositiveOffset",
                "output/rest-xml/RestXmlDateTimeWithNegativeOffset",
                "output/rest-xml/RestXmlDateTimeWithPositiveOffset",
            ]),
        (
            "The answer holds what the model does not know; that clients pass over it is theirs to show.",
            [
                "output/json/AwsJson11DeserializeIgnoreType",
                "output/json/handles_unexpected_json_output",
                "output/json_1_0/AwsJson10DeserializeIgnoreType",
                "output/json_1_0/AwsJson10HandlesUnexpectedJsonOutput",
                "output/rest-json/RestJsonDeserializeIgnoreType",
                "output/rest-xml/InvalidGreetingError",
                "output/smithy-rpc-v2-cbor/RpcV2CborExtraFieldsInTheBodyShouldBeSkippedByClients",
            ]),
        (
            "The answer holds nulls where the model has none; a server leaves them out.",
            [
                "output/json_1_0/AwsJson10DeserializeAllowNulls",
                "output/rest-json/RestJsonDeserializesDenseSetMapAndSkipsNull",
                "output/smithy-rpc-v2-cbor/RpcV2CborDeserializesDenseSetMapAndSkipsNull",
            ]),
        (
            "The query wire always answers its envelope; that clients accept nothing at all is theirs to show.",
            [
                "output/query/QueryEmptyInputAndEmptyOutput",
                "output/query/QueryNoInputAndNoOutput",
                "output/query/QueryNoInputAndOutput",
            ]),
        (
            "The answer leaves out namespaces that the model declares; that clients do not need them is theirs to show.",
            [
                "output/ec2/Ec2XmlNamespaces",
                "output/query/QueryXmlNamespaces",
            ]),
        (
            "The status of the vector is not that of its model.",
            [
                "output/json_1_0-query-compatible/QueryCompatibleAwsJson10CustomCodeError",
                "output/smithy-rpc-v2-cbor-query-compatible/QueryCompatibleRpcV2CborCustomCodeError",
            ]),
        (
            "The answer carries a header that belongs to requests.",
            [
                "output/json/AwsJson11IntEnums",
            ]),
        (
            "An answer without a body has no content type.",
            [
                "output/rest-xml/RestXmlHttpResponseCode",
                "output/smithy-rpc-v2-cbor/NoOutputClientAllowsEmptyBody",
                "output/smithy-rpc-v2-cbor/NoOutputClientAllowsEmptyCbor",
            ]),
        (
            "The vector's answer is not its result: it tests what a client makes of a union that is not set.",
            [
                "output/smithy-rpc-v2-cbor/RpcV2CborPayloadWithUnsetUnion",
            ]),
    ];

    private static readonly Dictionary<string, string> ByVector =
        Groups.SelectMany(g => g.Vectors.Select(v => (Vector: v, g.Reason))).ToDictionary(p => p.Vector, p => p.Reason, StringComparer.Ordinal);

    /// <summary>The vectors of the list.</summary>
    public static IEnumerable<string> Vectors => ByVector.Keys;

    /// <summary>Why a vector need not pass, or null.</summary>
    public static string? Of(Vector vector) => ByVector.GetValueOrDefault(vector.Key);

    /// <summary>Runs a vector's test; it must pass, or fail and have a reason.</summary>
    public static void Judge(Vector vector, Action<Vector> test)
    {
        var reason = Of(vector);
        if (reason is null)
        {
            test(vector);
            return;
        }
        var passes = true;
        try
        {
            test(vector);
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or Undercast.Kernel.AwsException)
        {
            passes = false;
        }
        Assert.False(passes, $"{vector.Key} passes; it need not be excused: {reason}");
    }
}
