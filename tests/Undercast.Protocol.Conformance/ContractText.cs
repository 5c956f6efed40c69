using System.Text;
using System.Text.Json;

namespace Undercast.Protocol.Conformance;

/// <summary>Writes the C# contract of an operation that cases of a suite call: an API, and the suite's shapes as records.</summary>
internal sealed class ContractText(JsonElement entry, JsonElement given, string name)
{
    private readonly StringBuilder _text = new();
    private readonly JsonElement _shapes = entry.GetProperty("shapes");
    private readonly JsonElement _metadata = entry.GetProperty("metadata");

    private string Protocol => _metadata.GetProperty("protocol").GetString()!;

    private bool IsXml => Protocol is "rest-xml" or "query" or "ec2";

    public string Write()
    {
        _text.AppendLine($"namespace {name};");
        Api();
        foreach (var shape in _shapes.EnumerateObject())
        {
            if (shape.Value.GetProperty("type").GetString() == "structure" && !Flag(shape.Value, "document")) Structure(shape.Name, shape.Value);
        }
        return _text.ToString();
    }

    private void Api()
    {
        var wire = Protocol switch
        {
            "json" => Text(_metadata, "jsonVersion") == "1.0" ? "AwsJson10" : "AwsJson11",
            "query" => "AwsQuery",
            "ec2" => "Ec2Query",
            "rest-json" => "RestJson1",
            "rest-xml" => "RestXml",
            _ => "RpcV2Cbor",
        };
        var target = Text(_metadata, "targetPrefix") is { } prefix ? $", TargetPrefix = {Quote(prefix)}" : wire.StartsWith("AwsJson", StringComparison.Ordinal) ? ", TargetPrefix = \"None\"" : "";
        var compatible = _metadata.TryGetProperty("awsQueryCompatible", out _) ? ", QueryCompatible = true" : "";
        if (Protocol is "query" or "ec2") compatible += ", XmlNamespace = \"https://example.com/\"";
        _text.AppendLine($"[AwsApi(\"test\", {Quote(Text(_metadata, "apiVersion") ?? "")}, ServiceId = {Quote(Text(_metadata, "serviceId") ?? "Test")}, Wires = [Wire.{wire}]{target}{compatible})]");
        _text.AppendLine($"public interface ICase {{");
        _text.Append($"[Operation(Name = {Quote(given.GetProperty("name").GetString()!)}, AllowAnonymous = true)");
        var http = given.GetProperty("http");
        if (wire.StartsWith("Rest", StringComparison.Ordinal))
        {
            var uri = http.GetProperty("requestUri").GetString()!;
            _text.Append($", Http({Quote(http.GetProperty("method").GetString()!)}, {Quote(uri)}");
            if (http.TryGetProperty("responseCode", out var status)) _text.Append($", Status = {status.GetInt32()}");
            _text.Append(')');
        }
        foreach (var error in given.TryGetProperty("errors", out var errors) ? errors.EnumerateArray() : default) _text.Append($", Throws<{Name(error.GetProperty("shape").GetString()!)}>");
        var output = given.TryGetProperty("output", out var o) ? $"ValueTask<{Name(Text(o, "shape")!)}>" : "ValueTask";
        var input = given.TryGetProperty("input", out var i) ? Name(Text(i, "shape")!) : $"NoInput";
        _text.AppendLine($"] {output} Do({input} input, CallContext call); }}");
        if (!given.TryGetProperty("input", out _)) _text.AppendLine($"public sealed record NoInput;");
    }

    private void Structure(string name, JsonElement shape)
    {
        var isError = Flag(shape, "exception");
        _text.AppendLine();
        if (isError)
        {
            var error = shape.TryGetProperty("error", out var e) ? e : default;
            var code = error.ValueKind == JsonValueKind.Object && Text(error, "code") is { } given ? given : null;
            var status = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("httpStatusCode", out var s) ? s.GetInt32() : Flag(shape, "fault") ? 500 : 400;
            _text.AppendLine($"[AwsError({Quote(code is not null && IsXml ? code : name)}, {status}{(code is null ? "" : $", QueryCode = {Quote(code)}")})]");
            _text.AppendLine($"public sealed class {Name(name)}(string message) : AwsException(message) {{");
        }
        else
        {
            if (Text(shape, "locationName") is { } root || shape.TryGetProperty("xmlNamespace", out _)) _text.AppendLine($"[Xml({Arguments(Text(shape, "locationName"), Namespace(shape, "Namespace", "Prefix"))})]");
            if (Flag(shape, "union")) _text.AppendLine("[Union]");
            _text.AppendLine($"[WireName({Quote(name)})] public sealed record {Name(name)} {{");
        }
        var payload = Text(shape, "payload");
        if (shape.TryGetProperty("members", out var members))
        {
            foreach (var member in members.EnumerateObject())
            {
                if (isError && member.Name is "message" or "Message") continue;
                Member(member.Name, member.Value, payload == member.Name, isError);
            }
        }
        _text.AppendLine("}");
    }

    private void Member(string name, JsonElement member, bool isPayload, bool isError)
    {
        var shape = _shapes.GetProperty(Text(member, "shape")!);
        var kind = Text(shape, "type");
        var location = Text(member, "location");
        var locationName = Text(member, "locationName");
        var flattened = Flag(member, "flattened") || Flag(shape, "flattened");
        var attributes = new List<string>();
        // JSON's own names are wire names; on XML wires they are names of elements beside the member's.
        attributes.Add($"WireName({Quote(!IsXml && location is null && locationName is not null ? locationName : name)})");
        switch (location)
        {
            case "header": attributes.Add($"HttpHeader({Quote(locationName ?? name)})"); break;
            case "headers": attributes.Add($"HttpPrefixHeaders({Quote(locationName ?? "")})"); break;
            case "querystring": attributes.Add(kind == "map" ? "HttpQuery" : $"HttpQuery({Quote(locationName ?? name)})"); break;
            case "uri": attributes.Add($"HttpLabel({Quote(locationName ?? name)})"); break;
            case "statusCode": attributes.Add("HttpStatus"); break;
        }
        if (isPayload) attributes.Add("HttpPayload");
        if (Flag(member, "idempotencyToken")) attributes.Add("IdempotencyToken");
        if (Flag(member, "hostLabel")) attributes.Add("HostLabel");
        if (Flag(member, "jsonvalue") || Flag(shape, "jsonvalue")) attributes.Add("MediaType(\"application/json\")");
        // The root element of a payload is named after its shape, though the models repeat the member's name there.
        if (IsXml) attributes.AddRange(Xml(member, shape, kind!, location is null && !(isPayload && locationName == name) ? locationName : null, flattened));
        var innermost = member;
        var innermostShape = shape;
        while (Text(innermostShape, "type") is "list" or "map")
        {
            innermost = innermostShape.GetProperty(Text(innermostShape, "type") == "list" ? "member" : "value");
            innermostShape = _shapes.GetProperty(Text(innermost, "shape")!);
        }
        if ((Text(member, "timestampFormat") ?? Text(innermostShape, "timestampFormat")) is { } format)
            attributes.Add($"Timestamp(TimestampFormat.{format switch { "iso8601" => "DateTime", "rfc822" => "HttpDate", _ => "EpochSeconds" }})");
        _text.AppendLine($"    [{string.Join(", ", attributes)}] public {Type(Text(member, "shape")!)}? {Property(name)} {{ get; {(isError ? "set" : "init")}; }}");
    }

    private static List<string> Xml(JsonElement member, JsonElement shape, string kind, string? locationName, bool flattened)
    {
        var attributes = new List<string>();
        var facts = new List<string>();
        if (Flag(member, "xmlAttribute")) facts.Add("IsAttribute = true");
        if (Namespace(member, "Namespace", "Prefix") is { } own) facts.Add(own);
        else if (kind is "list" or "map" && Namespace(shape, "Namespace", "Prefix") is { } container) facts.Add(container);
        if (kind == "list")
        {
            var element = shape.GetProperty("member");
            if (Text(element, "locationName") is { } entries) facts.Add($"Element = {Quote(entries)}");
            if (Namespace(element, "ElementNamespace", "ElementPrefix") is { } inner) facts.Add(inner);
        }
        if (kind == "map")
        {
            if (Text(shape.GetProperty("key"), "locationName") is { } key) facts.Add($"Key = {Quote(key)}");
            if (Text(shape.GetProperty("value"), "locationName") is { } value) facts.Add($"Value = {Quote(value)}");
            if (Namespace(shape.GetProperty("key"), "KeyNamespace", "KeyPrefix") is { } keyNamespace) facts.Add(keyNamespace);
            if (Namespace(shape.GetProperty("value"), "ValueNamespace", "ElementPrefix") is { } valueNamespace) facts.Add(valueNamespace);
        }
        if (flattened) attributes.Add(locationName is { } name ? $"Flattened({Quote(name)})" : "Flattened");
        if (facts.Count > 0 || locationName is not null) attributes.Add($"Xml({Arguments(locationName, [.. facts])})");
        return attributes;
    }

    private string Type(string name)
    {
        var shape = _shapes.GetProperty(name);
        var kind = Text(shape, "type");
        var sparse = name.Contains("Sparse", StringComparison.Ordinal) ? "?" : "";
        return kind switch
        {
            "structure" => Flag(shape, "document") ? "JsonElement" : Name(name),
            "list" => $"IReadOnlyList<{Type(Text(shape.GetProperty("member"), "shape")!)}{sparse}>",
            "map" => $"IReadOnlyDictionary<string, {Type(Text(shape.GetProperty("value"), "shape")!)}{sparse}>",
            "boolean" => "bool",
            "integer" => "int",
            "long" => "long",
            "float" => "float",
            "double" => "double",
            "blob" => "byte[]",
            "timestamp" => "DateTimeOffset",
            _ => "string",
        };
    }

    public static string Property(string member) => "P" + member;

    private static string Name(string shape) => "T" + shape;

    private static string Arguments(string? name, params string?[] facts) => string.Join(", ", new[] { name is null ? null : Quote(name) }.Concat(facts).Where(f => f is not null));

    private static string? Namespace(JsonElement at, string name, string prefix)
    {
        if (!at.TryGetProperty("xmlNamespace", out var given)) return null;
        if (given.ValueKind == JsonValueKind.String) return $"{name} = {Quote(given.GetString()!)}";
        return $"{name} = {Quote(given.GetProperty("uri").GetString()!)}" + (Text(given, "prefix") is { } p ? $", {prefix} = {Quote(p)}" : "");
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string? Text(JsonElement at, string name) => at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement at, string name) => at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
