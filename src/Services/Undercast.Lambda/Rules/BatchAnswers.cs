using System.Text.Json;
using Undercast.Functions;

namespace Undercast.Lambda;

/// <summary>What a function says of a batch.</summary>
internal static class BatchAnswers
{
    /// <summary>The identifiers of the items that failed; null when all did.</summary>
    // AWS: an answer that is no such list, or an identifier that is empty or unknown, makes the whole batch a failure; nothing at all makes it a success.
    public static IReadOnlySet<string>? Failures(InvocationOutcome outcome, bool reportsItems, IReadOnlySet<string> known)
    {
        if (outcome.Failed) return null;
        var failed = new HashSet<string>(StringComparer.Ordinal);
        if (!reportsItems || outcome.Payload.IsEmpty) return failed;
        try
        {
            using var answer = JsonDocument.Parse(outcome.Payload);
            if (answer.RootElement.ValueKind == JsonValueKind.Null) return failed;
            if (answer.RootElement.ValueKind != JsonValueKind.Object) return answer.RootElement.ValueKind == JsonValueKind.String && answer.RootElement.GetString() == "" ? failed : null;
            if (!answer.RootElement.TryGetProperty("batchItemFailures", out var list) || list.ValueKind == JsonValueKind.Null) return failed;
            if (list.ValueKind != JsonValueKind.Array) return null;
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("itemIdentifier", out var id) || id.ValueKind != JsonValueKind.String || !known.Contains(id.GetString()!)) return null;
                failed.Add(id.GetString()!);
            }
            return failed;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
