using System.Text;
using System.Text.Json;

namespace Undercast.Sqs;

/// <summary>Task handles: base64 of a JSON map with the task's id and its source, as AWS's are.</summary>
internal static class MoveHandles
{
    public static string Write(string taskId, string sourceArn) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"taskId\":\"{taskId}\",\"sourceArn\":\"{sourceArn}\"}}"));

    public static bool TryRead(string? handle, out (string TaskId, string SourceArn) task)
    {
        task = default;
        if (handle is null || handle.Length > 1024) return false;
        var bytes = new byte[handle.Length];
        if (!Convert.TryFromBase64String(handle, bytes, out var length)) return false;
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("taskId", out var id) || id.ValueKind != JsonValueKind.String
                || !document.RootElement.TryGetProperty("sourceArn", out var arn) || arn.ValueKind != JsonValueKind.String)
                return false;
            task = (id.GetString()!, arn.GetString()!);
            return true;
        }
        // Half a surrogate pair as an escape passes the parser and fails when the string is taken.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
