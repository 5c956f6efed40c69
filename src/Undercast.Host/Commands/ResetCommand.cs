using System.CommandLine;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Empties the store of a running server.</summary>
internal static class ResetCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting);
        var account = new Option<string?>("--account") { Description = "Only what belongs to this account (default: everything)" };
        var command = new Command("reset", "Empties the store of a running server") { account };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var settings = options.Read(parsed);
            var wanted = parsed.GetValue(account);
            if (wanted is not null && ServerSettings.AccountSetting.Problem!(wanted) is { } problem)
                throw new UserFacingException($"--account is '{wanted}' but {problem}.", ExitCodes.Usage);
            await Running.PostAsync(settings, "/_undercast/reset" + (wanted is null ? "" : $"?account={wanted}"), ct);
            Terminal.Line(wanted is null ? "reset: everything is gone" : $"reset: everything of account {wanted} is gone");
            return ExitCodes.Ok;
        });
        return command;
    }
}
