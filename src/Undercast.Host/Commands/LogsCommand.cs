using System.CommandLine;
using Undercast.Host.Deploy;
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
            using var cloud = new CloudClient(options.Read(parsed));
            var log = new LogReader(cloud, group, parsed.GetValue(pattern));
            while (true)
            {
                foreach (var message in await log.ReadAsync(mayBeAbsent: following, ct)) Terminal.Line(message);
                if (!following) return ExitCodes.Ok;
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (ct.IsCancellationRequested) return ExitCodes.Ok;
            }
        });
        return command;
    }
}
