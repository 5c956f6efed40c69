using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Prints the least policies that would have allowed what a running server was asked.</summary>
internal static class PolicyCommand
{
    // ARNs are full of characters that need no escape on a terminal.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting);
        var principal = new Option<string?>("--principal") { Description = "Only the users and roles whose ARN ends with this" };
        var command = new Command("policy", "Prints, per user and role, the least policy for what it did since the start, and what was denied") { principal };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var answer = await Running.GetAsync(options.Read(parsed), "/_undercast/policy", ct);
            var wanted = parsed.GetValue(principal) ?? "";
            var found = answer.GetProperty("principals").EnumerateArray().Where(p => p.GetProperty("principal").GetString()!.EndsWith(wanted, StringComparison.Ordinal)).ToArray();
            if (found.Length == 0) throw new UserFacingException(wanted.Length == 0 ? "no user or role has called yet." : $"no user or role whose ARN ends with '{wanted}' has called yet.");
            foreach (var one in found) Print(one);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(JsonElement one)
    {
        Terminal.Line($"# {one.GetProperty("principal").GetString()}");
        if (!one.GetProperty("complete").GetBoolean()) Terminal.Line("# incomplete: it used more than is remembered");
        foreach (var denied in one.GetProperty("denied").EnumerateArray()) Terminal.Line($"# denied: {denied.GetProperty("reason").GetString()}");
        Terminal.Line(JsonSerializer.Serialize(one.GetProperty("policy"), Readable));
    }
}
