using System.CommandLine;
using Undercast.Host.Deploy;
using Undercast.Host.Settings;

namespace Undercast.Host.Commands;

/// <summary>Deploys a template to a running cloud.</summary>
internal static class DeployCommand
{
    public static Command Build()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting, ServerSettings.RegionSetting);
        var path = new Argument<string>("template") { Description = "A template, or a folder with a template.yaml" };
        var stack = StackOption();
        var parameters = ParameterOption();
        var watch = new Option<bool>("--watch") { Description = "Deploy again what changes" };
        var command = new Command("deploy", "Packages local code and deploys a template; prints the outputs") { path, stack, parameters, watch };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var file = StackDeployment.TemplateOf(parsed.GetValue(path)!);
            using var cloud = new CloudClient(options.Read(parsed));
            var app = new AppRun(cloud, file, parsed.GetValue(stack) ?? StackDeployment.NameFor(parsed.GetValue(path)!), Parameters(parsed.GetValue(parameters)));
            var deployed = await app.DeployAsync(Terminal.Progress, ct);
            if (!deployed.Changed) Terminal.Line("nothing to change");
            PrintOutputs(deployed);
            if (parsed.GetValue(watch)) await Watching.RunAsync(app, static _ => { }, ct);
            return ExitCodes.Ok;
        });
        return command;
    }

    public static Command BuildDiff()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting, ServerSettings.RegionSetting);
        var path = new Argument<string>("template") { Description = "A template, or a folder with a template.yaml" };
        var stack = StackOption();
        var parameters = ParameterOption();
        var command = new Command("diff", "Shows what deploying a template would change") { path, stack, parameters };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var cloud = new CloudClient(options.Read(parsed));
            var app = new AppRun(cloud, StackDeployment.TemplateOf(parsed.GetValue(path)!), parsed.GetValue(stack) ?? StackDeployment.NameFor(parsed.GetValue(path)!), Parameters(parsed.GetValue(parameters)));
            var lines = await app.DiffAsync(ct);
            foreach (var line in lines) Terminal.Line(line);
            if (lines.Count == 0) Terminal.Line("nothing to change");
            return ExitCodes.Ok;
        });
        return command;
    }

    public static Command BuildDelete()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting, ServerSettings.RegionSetting);
        var name = new Argument<string>("stack") { Description = "The stack's name" };
        var command = new Command("delete", "Deletes a stack with its resources") { name };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var cloud = new CloudClient(options.Read(parsed));
            await new StackDeployment(cloud, new Packager(cloud)).DeleteAsync(parsed.GetValue(name)!, Terminal.Progress, ct);
            return ExitCodes.Ok;
        });
        return command;
    }

    public static Command BuildStacks()
    {
        var options = new SettingOptions(ServerSettings.PortSetting, ServerSettings.HostSetting, ServerSettings.RegionSetting);
        var command = new Command("stacks", "Lists the stacks");
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var cloud = new CloudClient(options.Read(parsed));
            Terminal.Table(["stack", "status", "changed"], await new StackDeployment(cloud, new Packager(cloud)).ListAsync(ct));
            return ExitCodes.Ok;
        });
        return command;
    }

    public static Option<string?> StackOption() => new("--stack") { Description = "The stack's name (default: the folder's)" };

    public static Option<string[]> ParameterOption() => new("--parameter", "-p") { Description = "A parameter as Name=Value", AllowMultipleArgumentsPerToken = true };

    public static (string Key, string Value)[] Parameters(string[]? given) =>
        [.. (given ?? []).Select(p => p.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (p[..at], p[(at + 1)..]) : throw new UserFacingException($"'{p}' is no parameter; write Name=Value.", ExitCodes.Usage))];

    public static void PrintOutputs(DeployedStack deployed) => Terminal.Table(["output", "value"], deployed.Outputs.Select(o => new[] { o.Key, o.Value }));
}
