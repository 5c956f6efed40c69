using System.CommandLine;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Lists the accounts of a running server, one a line.</summary>
internal static class AccountsCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting);
        var command = new Command("accounts", "Lists the accounts that a running server knows");
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var answer = await Running.GetAsync(options.Read(parsed), "/_undercast/accounts", ct);
            foreach (var account in answer.GetProperty("accounts").EnumerateArray()) Terminal.Line(account.GetString()!);
            return ExitCodes.Ok;
        });
        return command;
    }
}
