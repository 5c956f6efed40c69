using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Prints the log of a function of a running server, and goes on with <c>-f</c>.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting);
        var function = new Argument<string>("function") { Description = "The function's name, or a log group's name that begins with /" };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on printing what comes" };
        var pattern = new Option<string?>("--filter") { Description = "A filter pattern" };
        var command = new Command("logs", "Prints the log of a function") { function, follow, pattern };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var name = parsed.GetValue(function)!;
            var group = name.StartsWith('/') ? name : $"/aws/lambda/{name}";
            var following = parsed.GetValue(follow);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            long? from = null;
            while (true)
            {
                try
                {
                    from = await PrintAsync(options.Read(parsed), group, parsed.GetValue(pattern), from, seen, ct);
                }
                catch (UserFacingException e) when (following && e.Message.StartsWith("The specified log group does not exist", StringComparison.Ordinal))
                {
                    // It appears with the first call.
                }
                if (!following) return ExitCodes.Ok;
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (ct.IsCancellationRequested) return ExitCodes.Ok;
            }
        });
        return command;
    }

    /// <summary>Prints what is new from a time on, and answers the time of the newest event: others of that very time may still come.</summary>
    private static async Task<long?> PrintAsync(ServerSettings settings, string group, string? pattern, long? from, HashSet<string> seen, CancellationToken ct)
    {
        string? token = null;
        var newest = from;
        do
        {
            var input = new JsonObject { ["logGroupName"] = group };
            if (pattern is not null) input["filterPattern"] = pattern;
            if (from is { } start) input["startTime"] = start;
            if (token is not null) input["nextToken"] = token;
            var headers = new Dictionary<string, string> { ["X-Amz-Target"] = "Logs_20140328.FilterLogEvents", ["Content-Type"] = "application/x-amz-json-1.1" };
            var (_, body) = await SignedCalls.SendAsync(settings, "logs", "/", headers, JsonSerializer.SerializeToUtf8Bytes(input), ct);
            using var answer = JsonDocument.Parse(body);
            foreach (var e in answer.RootElement.GetProperty("events").EnumerateArray())
            {
                var time = e.GetProperty("timestamp").GetInt64();
                if (newest is null || time > newest)
                {
                    // Only events of the newest time can come again.
                    newest = time;
                    seen.Clear();
                }
                if (!seen.Add(e.GetProperty("eventId").GetString()!)) continue;
                Terminal.Line(e.GetProperty("message").GetString()!.TrimEnd('\n'));
            }
            token = answer.RootElement.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        }
        while (token is not null);
        return newest;
    }
}
