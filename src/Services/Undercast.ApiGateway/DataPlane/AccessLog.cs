using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

/// <summary>Where a stage's access log goes and what its lines say.</summary>
internal sealed partial class LogFormat
{
    private readonly List<(bool IsVariable, string Text)> _parts = [];

    public LogFormat(string destinationArn, string format)
    {
        // AWS: the ARN may end with a star for the group's streams.
        var arn = Arn.TryParse(destinationArn.EndsWith(":*", StringComparison.Ordinal) ? destinationArn[..^2] : destinationArn, out var parsed) ? parsed : default;
        (Account, Region, Group) = (arn.Account ?? "", arn.Region ?? "", (arn.Resource ?? "").StartsWith("log-group:", StringComparison.Ordinal) ? arn.Resource!["log-group:".Length..] : "");
        var at = 0;
        foreach (Match match in Variable().Matches(format))
        {
            if (match.Index > at) _parts.Add((false, format[at..match.Index]));
            _parts.Add((true, match.Groups[1].Value));
            at = match.Index + match.Length;
        }
        if (at < format.Length) _parts.Add((false, format[at..]));
    }

    public string Account { get; }
    public string Region { get; }
    public string Group { get; }

    /// <summary>A line; AWS: what has no value is a dash.</summary>
    public string Render(Func<string, string?> variable)
    {
        var line = new StringBuilder();
        foreach (var (isVariable, text) in _parts) line.Append(isVariable ? variable(text) is { Length: > 0 } value ? value : "-" : text);
        return line.ToString();
    }

    [GeneratedRegex(@"\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_:-]+)*)")]
    private static partial Regex Variable();
}

/// <summary>Writes access and execution logs of deployed APIs.</summary>
internal sealed class AccessLog(IServiceProvider services)
{
    // AWS: several streams under names that say nothing; here one for each node's life.
    private readonly string _stream = Ids.NewGuid().ToString("N");

    /// <exception cref="BadRequestException">No access log can be written so.</exception>
    public static void Check(string? destination, string? format)
    {
        if (destination is { Length: > 0 })
        {
            if (destination.Contains(":firehose:", StringComparison.Ordinal)) throw CommonException.NotSupported("An access log to Firehose");
            if (new LogFormat(destination, "").Group.Length == 0) throw Faults.Bad("Invalid ARN specified in the request. ARNs must start with 'arn:' and must not be empty.");
        }
        // AWS: a line can be told apart by its request only.
        if (format is { Length: > 0 } && !format.Contains("$context.requestId", StringComparison.Ordinal) && !format.Contains("$context.extendedRequestId", StringComparison.Ordinal))
            throw Faults.Bad("Access log format must include at least one of $context.requestId or $context.extendedRequestId");
    }

    public async ValueTask WriteAsync(LogFormat format, DateTimeOffset now, Func<string, string?> variable)
    {
        if (services.GetService<ILogWriter>() is not { } logs || format.Group.Length == 0) return;
        await logs.WriteAsync(new LogTarget(format.Account, format.Region, format.Group, _stream), [new LogEntry(now, format.Render(variable))], default);
    }

    /// <summary>Lines about how a request went, in the group that AWS names after the stage.</summary>
    public async ValueTask WriteExecutionAsync(string account, string region, string api, string stage, IReadOnlyList<LogEntry> lines)
    {
        if (lines.Count == 0 || services.GetService<ILogWriter>() is not { } logs) return;
        await logs.WriteAsync(new LogTarget(account, region, $"API-Gateway-Execution-Logs_{api}/{stage}", _stream), lines, default);
    }
}
