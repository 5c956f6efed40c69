using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Undercast.Host.Hosting;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Runs the cloud until it is told to stop.</summary>
internal static class StartCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.All);
        var command = new Command("start", "Starts the cloud and serves until SIGTERM or Ctrl-C");
        options.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = options.Read(parsed);
            var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Stop(PosixSignalContext signal)
            {
                // A second signal takes its usual course and ends the process at once.
                signal.Cancel = stop.TrySetResult();
            }
            using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            await using var server = await Server.StartAsync(settings);
            using var self = Process.GetCurrentProcess();
            var elapsed = DateTime.UtcNow - self.StartTime.ToUniversalTime();
            foreach (var line in server.Announcements) Terminal.Line(line);
            Terminal.Line($"ready {server.Url} in {elapsed.TotalMilliseconds:F0} ms");
            await stop.Task;
            return ExitCodes.Ok;
        });
        return command;
    }
}
