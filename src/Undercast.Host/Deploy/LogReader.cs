using System.Text.Json.Nodes;

namespace Undercast.Host.Deploy;

/// <summary>Reads a log group from a time on, each event once.</summary>
internal sealed class LogReader(CloudClient cloud, string group, string? pattern = null, long? since = null)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long? _from = since;

    /// <summary>The messages that came since the last call, oldest first; none while the group does not exist and <paramref name="mayBeAbsent"/> says that it may come.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(bool mayBeAbsent, CancellationToken ct)
    {
        var messages = new List<string>();
        var from = _from;
        string? token = null;
        do
        {
            var input = new JsonObject { ["logGroupName"] = group };
            if (pattern is not null) input["filterPattern"] = pattern;
            if (from is { } start) input["startTime"] = start;
            if (token is not null) input["nextToken"] = token;
            JsonObject answer;
            try
            {
                answer = await cloud.JsonAsync("logs", "Logs_20140328.FilterLogEvents", input, ct);
            }
            catch (ServiceAnswerException e) when (mayBeAbsent && e.Code.Contains("ResourceNotFound", StringComparison.Ordinal))
            {
                return messages;
            }
            foreach (var e in answer["events"] as JsonArray ?? [])
            {
                var time = (long)e!["timestamp"]!;
                if (_from is null || time > _from)
                {
                    // Only events of the newest time can come again.
                    _from = time;
                    _seen.Clear();
                }
                if (_seen.Add((string)e["eventId"]!)) messages.Add(((string)e["message"]!).TrimEnd('\n'));
            }
            token = (string?)answer["nextToken"];
        }
        while (token is not null);
        return messages;
    }
}
