using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Undercast.Kernel;

namespace Undercast.Protocol.Conformance;

/// <summary>Writes the answers of vectors and compares them with those of the corpus.</summary>
internal static class Answers
{
    public const string RequestId = "foo-id";

    public static WireResponse Write(Vector vector)
    {
        var api = Loaded.Api(vector);
        var requestId = vector.Case.GetProperty("response").TryGetProperty("headers", out var headers) && headers.EnumerateObject().FirstOrDefault(h => h.Name.Equals("x-amzn-RequestId", StringComparison.OrdinalIgnoreCase)) is { Value.ValueKind: JsonValueKind.String } id ? id.Value.GetString()! : RequestId;
        var operation = api.Operations.Values.Single();
        var response = new WireResponse();
        var protocol = WireProtocol.For(api.Api.Wires[0]);
        if (vector.Case.TryGetProperty("error", out var error))
        {
            var shape = Loaded.Shape(vector, vector.Given.GetProperty("errors")[0].GetProperty("shape").GetString()!);
            var message = vector.Case.TryGetProperty("errorMessage", out var text) ? text.GetString()! : "";
            protocol.WriteError(api, (AwsException)Values.Fill(Activator.CreateInstance(shape, message)!, error), requestId, response);
            return response;
        }
        var output = vector.Given.TryGetProperty("output", out var given)
            ? Values.Build(vector.Case.GetProperty("result"), Loaded.Shape(vector, given.GetProperty("shape").GetString()!))
            : null;
        protocol.WriteOutput(operation, output, requestId, response);
        return response;
    }

    public static void Compare(Vector vector, WireResponse written)
    {
        var expected = vector.Case.GetProperty("response");
        var isError = vector.Case.TryGetProperty("error", out _);
        Assert.Equal(expected.GetProperty("status_code").GetInt32(), written.Status);
        if (expected.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject())
            {
                if (header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || (isError && header.Name.Equals("X-Amzn-Errortype", StringComparison.OrdinalIgnoreCase))) continue;
                var ours = written.Headers[header.Name].ToString();
                if (header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) Assert.StartsWith(header.Value.GetString()!, ours, StringComparison.OrdinalIgnoreCase);
                else Assert.Equal(header.Value.GetString(), ours);
            }
        }
        var body = expected.TryGetProperty("body", out var text) ? text.GetString()! : "";
        switch (vector.Protocol)
        {
            case "smithy-rpc-v2-cbor":
                SameJson(Cbor(Convert.FromBase64String(body)), Cbor(written.Body.WrittenSpan), isError);
                break;
            case "json" or "rest-json" when body.AsSpan().TrimStart() is [] or ['{' or '[' or '"', ..]:
                SameJson(body.Length == 0 ? null : JsonNode.Parse(body), written.Body.WrittenCount == 0 ? null : JsonNode.Parse(written.Body.WrittenSpan), isError);
                break;
            case "query" or "ec2" or "rest-xml" when body.AsSpan().TrimStart() is ['<', ..]:
                Assert.Equal(Canonical(XElement.Parse(body), isError), Canonical(XElement.Parse(Encoding.UTF8.GetString(written.Body.WrittenSpan)), isError));
                break;
            default:
                Assert.Equal(body, Encoding.UTF8.GetString(written.Body.WrittenSpan));
                break;
        }
    }

    private static void SameJson(JsonNode? expected, JsonNode? written, bool isError)
    {
        // No body and an empty object are the same to every client.
        expected ??= new JsonObject();
        written ??= new JsonObject();
        if (isError && expected is JsonObject wanted && written is JsonObject ours)
        {
            // The envelope has more than one form (__type, code, header); that SDKs understand ours is judged by their parser.
            foreach (var name in ours.Select(p => p.Key).Where(k => k is "__type" or "message").ToList()) ours.Remove(name);
            foreach (var name in wanted.Select(p => p.Key).Where(k => k is "__type" or "message" or "Message" or "code").ToList()) wanted.Remove(name);
        }
        if (expected is JsonObject top)
        {
            foreach (var name in top.Where(p => p.Value is null).Select(p => p.Key).ToList()) top.Remove(name);
        }
        Assert.Equal(Values.Canonical(expected), Values.Canonical(written));
    }

    // Members may come in any order; those of one name are a list.
    private static string Canonical(XElement element, bool isError)
    {
        if (element.Name.LocalName is "RequestId" or "RequestID" or "requestId" or "ResponseMetadata") return "";
        // Whether an error has a message, and which, is judged by the SDK's parser.
        if (isError && element.Name.LocalName is "Message" or "Type") return "";
        var text = new StringBuilder($"<{(isError ? element.Name.LocalName : element.Name)}");
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration).OrderBy(a => a.Name.ToString(), StringComparer.Ordinal)) text.Append($" {attribute.Name}={attribute.Value}");
        text.Append('>');
        if (!element.HasElements) text.Append(element.Value);
        foreach (var child in element.Elements().OrderBy(e => e.Name.ToString(), StringComparer.Ordinal)) text.Append(Canonical(child, isError));
        return text.Append("</>").ToString();
    }

    private static JsonNode? Cbor(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return null;
        var input = new CborInput(bytes);
        return Cbor(ref input);
    }

    private static JsonNode? Cbor(ref CborInput input)
    {
        if (input.TryNull()) return null;
        switch (input.Major)
        {
            case 2:
                return "bytes:" + Convert.ToBase64String(input.ReadBytes());
            case 3:
                return input.ReadText();
            case 4:
                var list = new JsonArray();
                var count = input.Begin(4, "");
                for (var i = 0; count < 0 ? !input.TryBreak() : i < count; i++) list.Add(Cbor(ref input));
                return list;
            case 5:
                var map = new JsonObject();
                var entries = input.Begin(5, "");
                for (var i = 0; entries < 0 ? !input.TryBreak() : i < entries; i++) map[input.ReadText()] = Cbor(ref input);
                return map;
            case 7 when input.Peek() is 0xF4 or 0xF5:
                return input.ReadBoolean();
            default:
                var number = input.ReadDouble();
                return double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
