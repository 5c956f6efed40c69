using System.CommandLine;
using System.Runtime.InteropServices;
using Undercast.Host.Deploy;
using Undercast.Host.Hosting;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

// up:
//   1 find     the cloud that runs at the address, or start one here
//   2 deploy   package, stack, site
//   3 check    the application's own, and end; or
//   4 follow   logs; with --watch what changes is deployed again

/// <summary>Runs a whole application: cloud, stack, site, logs.</summary>
internal static class UpCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.All);
        var path = new Argument<string?>("template") { Description = "A template, or a folder with a template.yaml (default: samples/todo)", Arity = ArgumentArity.ZeroOrOne };
        var stack = DeployCommand.StackOption();
        var parameters = DeployCommand.ParameterOption();
        var check = new Option<bool>("--check") { Description = "Run the application's own check and end" };
        var watch = new Option<bool>("--watch") { Description = "Deploy again what changes" };
        var command = new Command("up", "Starts the cloud, deploys an application, and follows its logs") { path, stack, parameters, check, watch };
        options.AddTo(command);
        command.SetAction(async (parsed, cancelled) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, s => Stop(s, stop));
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, s => Stop(s, stop));
            var place = parsed.GetValue(path) ?? Sample();
            var file = StackDeployment.TemplateOf(place);
            var settings = options.Read(parsed);

            // 1
            var started = TimeProvider.System.GetUtcNow();
            await using var server = await RunsAsync(settings, stop.Token) ? null : await Server.StartAsync(settings);
            if (server is not null)
            {
                settings = settings with { Port = new Uri(server.Url).Port };
                foreach (var line in server.Announcements) Terminal.Line(line);
            }
            using var cloud = new CloudClient(settings);
            Terminal.Line($"cloud\t{cloud.Endpoint}{(server is null ? " (found running)" : "")}");

            // 2
            var app = new AppRun(cloud, file, parsed.GetValue(stack) ?? StackDeployment.NameFor(place), DeployCommand.Parameters(parsed.GetValue(parameters)));
            try
            {
                var deployed = await app.DeployAsync(Terminal.Progress, stop.Token);
                DeployCommand.PrintOutputs(deployed);
                Terminal.Line($"up\tin {(TimeProvider.System.GetUtcNow() - started).TotalSeconds:F1} s");

                // 3
                if (parsed.GetValue(check)) return await app.CheckAsync(deployed, stop.Token) ? ExitCodes.Ok : ExitCodes.Failed;

                // 4
                var current = deployed;
                var tail = new LogTail(cloud, () => [.. current.Resources.Where(r => r.Type == "AWS::Lambda::Function").Select(r => (r.LogicalId, r.PhysicalId))], () => app.Advice).FollowAsync(started, stop.Token);
                if (parsed.GetValue(watch)) await Watching.RunAsync(app, d => current = d, stop.Token);
                await tail;
                return ExitCodes.Ok;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return ExitCodes.Ok;
            }
        });
        return command;
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        // A second signal takes its usual course and ends the process at once.
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }

    private static string Sample()
    {
        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../samples/todo"));
        return Directory.Exists(folder) ? folder : throw new UserFacingException("name a template or a folder with one: 'undercast up FOLDER'.", ExitCodes.Usage);
    }

    private static async Task<bool> RunsAsync(ServerSettings settings, CancellationToken ct)
    {
        if (settings.Port == 0) return false;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var answer = await http.GetAsync($"http://{EnvCommand.Endpoint(settings)}/_undercast/health", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
