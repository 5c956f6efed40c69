using System.CommandLine;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Tells the clock of a running server, or moves it forward: what expires or is due then, expires and runs now.</summary>
internal static class ClockCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting);
        var days = new Option<double>("--days") { Description = "Moves the clock forward by days" };
        var hours = new Option<double>("--hours") { Description = "Moves the clock forward by hours" };
        var seconds = new Option<double>("--seconds") { Description = "Moves the clock forward by seconds" };
        var command = new Command("clock", "Tells or moves forward the clock of a running server") { days, hours, seconds };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var settings = options.Read(parsed);
            var by = (parsed.GetValue(days) * 86_400) + (parsed.GetValue(hours) * 3_600) + parsed.GetValue(seconds);
            if (by < 0) throw new UserFacingException("the clock goes forward only.", ExitCodes.Usage);
            if (by > 0) await Running.PostAsync(settings, FormattableString.Invariant($"/_undercast/clock?advance={by}"), ct);
            Terminal.Line((await Running.GetAsync(settings, "/_undercast/clock", ct)).GetProperty("now").GetString()!);
            return ExitCodes.Ok;
        });
        return command;
    }
}
