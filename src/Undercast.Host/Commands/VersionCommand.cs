using System.CommandLine;
using System.Reflection;

namespace Undercast.Host.Commands;

/// <summary>Prints the version.</summary>
internal static class VersionCommand
{
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static Command Build()
    {
        var command = new Command("version", "Prints the version");
        command.SetAction(_ =>
        {
            Terminal.Line($"undercast {Version}");
            return ExitCodes.Ok;
        });
        return command;
    }
}
