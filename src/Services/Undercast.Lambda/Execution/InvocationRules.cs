using System.Text;
using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>What a call of a function may carry.</summary>
internal static class InvocationRules
{
    private const int MostClientContext = 3583;

    /// <summary>The event; nothing is an empty object.</summary>
    public static ReadOnlyMemory<byte> Payload(ReadOnlyMemory<byte> payload, bool queued)
    {
        var most = queued ? FunctionExecution.MostQueuedPayload : FunctionExecution.MostPayload;
        if (payload.Length > most) throw new RequestTooLargeException($"Request must be smaller than {most} bytes for the InvokeFunction operation");
        if (payload.IsEmpty) return "{}"u8.ToArray();
        try
        {
            var reader = new Utf8JsonReader(payload.Span, new JsonReaderOptions { MaxDepth = 1000 });
            while (reader.Read())
            {
                // Reading is the check.
            }
        }
        catch (JsonException e)
        {
            throw new InvalidRequestContentException($"Could not parse request body into json: Could not parse payload into json: {e.Message.Split(" LineNumber", 2)[0]}");
        }
        return payload;
    }

    /// <summary>The client context as JSON.</summary>
    public static string? ClientContext(string? base64)
    {
        if (string.IsNullOrEmpty(base64)) return null;
        if (base64.Length > MostClientContext) throw new InvalidRequestContentException($"Client context must be smaller than {MostClientContext} bytes.");
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(base64));
            using var document = JsonDocument.Parse(text);
            // It travels in a header.
            return JsonSerializer.Serialize(document.RootElement);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new InvalidRequestContentException("Client context must be a valid Base64-encoded JSON object.");
        }
    }
}
