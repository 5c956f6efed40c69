using System.Buffers;
using System.Text.Json;

namespace Undercast.Functions;

/// <summary>The error documents that the platform writes in a function's stead.</summary>
internal static class FunctionErrors
{
    public static byte[] Document(string type, string message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("errorType", type);
            json.WriteString("errorMessage", message);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The type in an error document.</summary>
    public static string TypeOf(byte[] document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("errorType", out var type) ? type.ToString() : "Runtime.Unknown";
        }
        catch (JsonException)
        {
            return "Runtime.Unknown";
        }
    }

    /// <summary>An extension has ended and taken the runtime along, by SIGUSR2.</summary>
    public const int ExtensionExit = 128 + 12;

    /// <summary>How a process ended, in the words of AWS's logs.</summary>
    public static string Exit(int code) => code switch
    {
        // AWS: a runtime that ends by itself without an error.
        0 => "Runtime exited without providing a reason",
        > 128 and <= 128 + 31 => $"Runtime exited with error: signal: {Signal(code - 128)}",
        _ => $"Runtime exited with error: exit status {code}",
    };

    private static string Signal(int signal) => signal switch
    {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        5 => "trace/breakpoint trap",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        11 => "segmentation fault",
        13 => "broken pipe",
        15 => "terminated",
        _ => $"signal {signal}",
    };
}
