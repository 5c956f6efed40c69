using System.CommandLine;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary><c>eval "$(undercast env)"</c> points AWS's tools at the local cloud.</summary>
internal static class EnvCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting, ServerSettings.RegionSetting);
        var command = new Command("env", "Prints the export lines that point AWS's tools at this cloud");
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var settings = options.Read(parsed);
            Terminal.Line($"export AWS_ENDPOINT_URL=http://{Endpoint(settings)}");
            Terminal.Line($"export AWS_REGION={settings.Region}");
            Terminal.Line($"export AWS_DEFAULT_REGION={settings.Region}");
            Terminal.Line("export AWS_ACCESS_KEY_ID=test");
            Terminal.Line("export AWS_SECRET_ACCESS_KEY=test");
            return ExitCodes.Ok;
        });
        return command;
    }

    public static string Endpoint(ServerSettings settings) =>
        $"{(settings.Host.Contains(':', StringComparison.Ordinal) ? $"[{settings.Host}]" : settings.Host)}:{settings.Port}";
}
