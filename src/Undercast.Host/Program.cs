using System.CommandLine;
using Undercast.Host.Commands;

namespace Undercast.Host;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Undercast: a serverless cloud in one process that speaks the AWS wire protocols.");
        foreach (var command in (Command[])[StartCommand.Build(), UpCommand.Build(), DeployCommand.Build(), DeployCommand.BuildDiff(), DeployCommand.BuildStacks(), DeployCommand.BuildDelete(), EnvCommand.Build(), StatusCommand.Build(), ResetCommand.Build(), ClockCommand.Build(), InvokeCommand.Build(), LogsCommand.Build(), PolicyCommand.Build(), AccountsCommand.Build(), TrustCommand.Build(), VersionCommand.Build()])
            root.Subcommands.Add(command);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // One clear line instead of the usage text, which hides the cause.
            foreach (var error in parsed.Errors) Terminal.Error($"{error.Message} Try 'undercast {Verb(parsed)}--help'.");
            return ExitCodes.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Deploy.ServiceAnswerException e)
        {
            Terminal.Error(e.Message);
            return ExitCodes.Failed;
        }
        catch (UserFacingException e)
        {
            Terminal.Error(e.Message);
            return e.ExitCode;
        }
    }

    private static string Verb(ParseResult parsed) => parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}

/// <summary>What the process exits with.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
}

/// <summary>An error whose whole story is one line for the person at the terminal.</summary>
internal sealed class UserFacingException(string message, int exitCode = ExitCodes.Failed, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}
