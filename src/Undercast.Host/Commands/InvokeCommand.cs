using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Undercast.Host.Deploy;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Calls a function of a running server: its log goes to standard error, its answer to standard output.</summary>
internal static class InvokeCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting);
        var function = new Argument<string>("function") { Description = "The function's name or ARN" };
        var file = new Argument<string?>("event") { Description = "A file with the event as JSON, or - for standard input", Arity = ArgumentArity.ZeroOrOne };
        var watch = new Option<string?>("--watch") { Description = "A folder that is the function's code from now on: it is uploaded, and the function called, now and after each change" };
        var command = new Command("invoke", "Calls a function and prints its log and its answer") { function, file, watch };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var payload = parsed.GetValue(file) switch
            {
                null => "{}"u8.ToArray(),
                "-" => Encoding.UTF8.GetBytes(await Console.In.ReadToEndAsync(ct)),
                var path when File.Exists(path) => await File.ReadAllBytesAsync(path, ct),
                var path => throw new UserFacingException($"there is no file {path}."),
            };
            using var cloud = new CloudClient(options.Read(parsed));
            var name = parsed.GetValue(function)!;
            if (parsed.GetValue(watch) is not { } folder) return await CallAsync(cloud, name, payload, ct);
            if (!Directory.Exists(folder)) throw new UserFacingException($"there is no folder {folder}.");
            await Watching.FollowAsync(
                [Path.GetFullPath(folder)],
                async () =>
                {
                    try
                    {
                        await UploadAsync(cloud, name, folder, ct);
                        await CallAsync(cloud, name, payload, ct);
                    }
                    catch (ServiceAnswerException e)
                    {
                        throw new UserFacingException(e.Message, cause: e);
                    }
                },
                ct,
                atOnce: true).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<int> CallAsync(CloudClient cloud, string name, byte[] payload, CancellationToken ct)
    {
        var (headers, answer) = await cloud.SendAsync("POST", "lambda", $"/2015-03-31/functions/{Uri.EscapeDataString(name)}/invocations", new() { ["X-Amz-Log-Type"] = "Tail" }, payload, ct);
        if (headers.TryGetValues("X-Amz-Log-Result", out var logs)) await Console.Error.WriteAsync(Encoding.UTF8.GetString(Convert.FromBase64String(logs.First())));
        Terminal.Line(Encoding.UTF8.GetString(answer));
        return headers.Contains("X-Amz-Function-Error") ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static async Task UploadAsync(CloudClient cloud, string name, string folder, CancellationToken ct)
    {
        var input = new JsonObject { ["ZipFile"] = Convert.ToBase64String(Packager.Zip(folder)) };
        await cloud.SendAsync("PUT", "lambda", $"/2015-03-31/functions/{Uri.EscapeDataString(name)}/code", [], Encoding.UTF8.GetBytes(input.ToJsonString()), ct);
    }
}
