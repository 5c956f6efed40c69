using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Undercast.ApiGateway;

/// <summary>What a function answers to a proxy integration, as HTTP.</summary>
internal static class ProxyAnswers
{
    public static GatewayAnswer Of(Exchange exchange, ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return Read(exchange, document.RootElement);
        }
        catch (JsonException)
        {
            throw GatewayFault.Malformed();
        }
    }

    private static GatewayAnswer Read(Exchange exchange, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw GatewayFault.Malformed();
        var answer = new GatewayAnswer();
        var (text, base64) = ("", false);
        List<string>? multi = null;
        foreach (var member in root.EnumerateObject())
        {
            var value = member.Value;
            switch (member.Name)
            {
                case "statusCode":
                    answer.Status = Status(value);
                    break;
                case "body":
                    // AWS: the body is text; an object is malformed.
                    if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) throw GatewayFault.Malformed();
                    text = value.GetString() ?? "";
                    break;
                case "isBase64Encoded":
                    base64 = value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("true"));
                    break;
                case "headers" or "multiValueHeaders" when value.ValueKind == JsonValueKind.Null:
                    break;
                case "headers" when value.ValueKind == JsonValueKind.Object:
                    foreach (var header in value.EnumerateObject())
                    {
                        if (multi?.Contains(header.Name, StringComparer.OrdinalIgnoreCase) == true) continue;
                        if (Scalar(header.Value) is { } line) ResponseHeaders.Add(answer, header.Name, line);
                    }
                    break;
                case "multiValueHeaders" when value.ValueKind == JsonValueKind.Object:
                    // AWS: they win over single headers of the same name, which may stand before or after.
                    multi = [.. value.EnumerateObject().Select(static h => h.Name)];
                    answer.Headers.RemoveAll(h => multi.Contains(h.Key, StringComparer.OrdinalIgnoreCase));
                    foreach (var header in value.EnumerateObject())
                    {
                        if (header.Value.ValueKind != JsonValueKind.Array) throw GatewayFault.Malformed();
                        foreach (var item in header.Value.EnumerateArray())
                        {
                            if (Scalar(item) is { } line) ResponseHeaders.Add(answer, header.Name, line);
                        }
                    }
                    break;
                default:
                    // AWS: any other member is malformed.
                    throw GatewayFault.Malformed();
            }
        }
        // AWS: bytes only for clients that accept a binary type of the API; others get the base64 as it is.
        var accepted = (exchange.Header("Accept") ?? "").Split(',')[0];
        if (base64 && exchange.Stage.IsBinary(accepted.Length == 0 ? answer.Headers.Find(static h => h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value : accepted))
        {
            var bytes = new byte[text.Length];
            if (!Convert.TryFromBase64String(text, bytes, out var length)) throw GatewayFault.Malformed();
            answer.Body = bytes.AsMemory(0, length);
        }
        else answer.Body = Encoding.UTF8.GetBytes(text);
        if (answer.Body.Length > RequestBodies.Most) throw GatewayFault.Malformed();
        if (!answer.Has("Content-Type")) answer.Set("Content-Type", "application/json");
        return answer;
    }

    private static int Status(JsonElement value)
    {
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString(), JsonValueKind.Null => "200", _ => null };
        // 1xx are Kestrel's own.
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599 ? status : throw GatewayFault.Malformed();
    }

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Null => null,
        _ => throw GatewayFault.Malformed(),
    };
}
