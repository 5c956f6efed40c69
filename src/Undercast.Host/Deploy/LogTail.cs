using Spectre.Console;

namespace Undercast.Host.Deploy;

/// <summary>Follows the logs of functions, each in a colour of its own.</summary>
internal sealed class LogTail(CloudClient cloud, Func<IReadOnlyList<(string LogicalId, string Function)>> functions, Func<Advice> advice)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly Color[] Colours = [Color.Aqua, Color.Yellow, Color.Lime, Color.Fuchsia, Color.DodgerBlue1, Color.Orange1, Color.SpringGreen2, Color.Violet];

    private readonly Dictionary<string, LogReader> _readers = new(StringComparer.Ordinal);
    // By function: the same advice again would only push the log away.
    private readonly Dictionary<string, string> _advised = new(StringComparer.Ordinal);

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
        if (!_readers.TryGetValue(function, out var log)) _readers[function] = log = new LogReader(cloud, $"/aws/lambda/{function}", since: since.ToUnixTimeMilliseconds());
        IReadOnlyList<string> messages;
        try
        {
            // The group comes with the first call.
            messages = await log.ReadAsync(mayBeAbsent: true, ct);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        foreach (var message in messages)
        {
            // What the platform writes about a call that went well tells nothing.
            if (message.StartsWith("START RequestId", StringComparison.Ordinal) || message.StartsWith("END RequestId", StringComparison.Ordinal) || message.StartsWith("INIT_START", StringComparison.Ordinal)) continue;
            if (Terminal.IsInteractive) AnsiConsole.Write(new Text(name + "  ", new Style(colour)));
            else Console.Out.Write(name + "  ");
            Terminal.Line(message);
            var lines = string.Concat(advice().OfLog(name, message).Select(static l => $"\n    {l}"));
            if (lines.Length == 0 || _advised.GetValueOrDefault(name) == lines) continue;
            _advised[name] = lines;
            Terminal.Line(lines[1..]);
        }
    }
}
