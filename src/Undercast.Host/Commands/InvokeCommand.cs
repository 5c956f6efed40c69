using System.CommandLine;
using System.Text;
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
        var command = new Command("invoke", "Calls a function and prints its log and its answer") { function, file };
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
            var (headers, answer) = await cloud.SendAsync(
                "POST", "lambda", $"/2015-03-31/functions/{Uri.EscapeDataString(parsed.GetValue(function)!)}/invocations", new() { ["X-Amz-Log-Type"] = "Tail" }, payload, ct);
            if (headers.TryGetValues("X-Amz-Log-Result", out var logs)) await Console.Error.WriteAsync(Encoding.UTF8.GetString(Convert.FromBase64String(logs.First())));
            Terminal.Line(Encoding.UTF8.GetString(answer));
            return headers.Contains("X-Amz-Function-Error") ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return command;
    }
}
