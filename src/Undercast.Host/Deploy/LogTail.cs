using System.Text.Json.Nodes;
using Spectre.Console;

namespace Undercast.Host.Deploy;

/// <summary>Follows the logs of functions, each in a colour of its own.</summary>
internal sealed class LogTail(CloudClient cloud, Func<IReadOnlyList<(string LogicalId, string Function)>> functions)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly Color[] Colours = [Color.Aqua, Color.Yellow, Color.Lime, Color.Fuchsia, Color.DodgerBlue1, Color.Orange1, Color.SpringGreen2, Color.Violet];

    private readonly Dictionary<string, (long From, HashSet<string> Seen)> _places = new(StringComparer.Ordinal);

    public async Task FollowAsync(DateTimeOffset since, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var all = functions();
            for (var i = 0; i < all.Count; i++) await PrintAsync(all[i].LogicalId, all[i].Function, Colours[i % Colours.Length], since, ct);
            await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PrintAsync(string name, string function, Color colour, DateTimeOffset since, CancellationToken ct)
    {
        if (!_places.TryGetValue(function, out var place)) place = (since.ToUnixTimeMilliseconds(), []);
        JsonObject answer;
        try
        {
            answer = await cloud.JsonAsync("logs", "Logs_20140328.FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{function}", ["startTime"] = place.From }, ct);
        }
        catch (ServiceAnswerException e) when (e.Code.Contains("ResourceNotFound", StringComparison.Ordinal))
        {
            // The group comes with the first call.
            return;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        foreach (var e in answer["events"] as JsonArray ?? [])
        {
            var time = (long)e!["timestamp"]!;
            if (time > place.From) place = (time, []);
            if (!place.Seen.Add((string)e["eventId"]!)) continue;
            var message = ((string)e["message"]!).TrimEnd('\n');
            // What the platform writes about a call that went well tells nothing.
            if (message.StartsWith("START RequestId", StringComparison.Ordinal) || message.StartsWith("END RequestId", StringComparison.Ordinal) || message.StartsWith("INIT_START", StringComparison.Ordinal)) continue;
            if (Terminal.IsInteractive) AnsiConsole.Write(new Text(name + "  ", new Style(colour)));
            else Console.Out.Write(name + "  ");
            Terminal.Line(message);
        }
        _places[function] = place;
    }
}
