using System.Text.RegularExpressions;

namespace Undercast.Host.Deploy;

/// <summary>Says of a failure where it is and what to do next. The failure's own words tell the cause.</summary>
/// <param name="templateFile">The template as its author has it.</param>
/// <param name="code">Where the code of each function lies, by logical id.</param>
internal sealed partial class Advice(string templateFile, IReadOnlyDictionary<string, string> code)
{
    // Each symptom with what helps; {id} is the resource, {code} its folder, {1} what the symptom names.
    private static readonly (Regex Symptom, string Next)[] Known =
    [
        (Sdk(), "./scripts/runtime-libraries fetches the AWS SDK that AWS's runtimes carry"),
        (OwnFile(), "Handler of {id} must be FILE.FUNCTION, with the file at the top of {code}"),
        (NodeModule(), "run 'npm install {1}' in {code}, or let a layer bring it"),
        (PythonModule(), "run 'pip install {1} --target {code}', or let a layer bring it"),
        (HandlerFile(), "Handler of {id} must be FILE.FUNCTION, with the file at the top of {code}"),
        (Handler(), "export the function that Handler of {id} names"),
        (TimedOut(), "raise Timeout of {id}, or find what it waits for"),
        (Killed(), "raise MemorySize of {id}"),
        (Denied(), "allow {1} to whoever called; './undercast policy' prints the least policy of everything called so far"),
        (NotBuilt(), "not built here yet: leave it out, or see the service's page for what is"),
        (Unresolved(), "correct the name {1}, or add what it means"),
        (Cycle(), "let one of them do without the other: a separate policy or permission resource often breaks the circle"),
        (Taken(), "give it another name, or none, so that one is made up"),
        (Parameter(), "give it by --parameter {1}=VALUE"),
    ];

    private string[]? _lines;

    /// <summary>For what a function wrote to its log.</summary>
    public IReadOnlyList<string> OfLog(string logicalId, string message) => Known.Any(k => k.Symptom.IsMatch(message)) || Frame().IsMatch(message) ? Of(logicalId, message, FrameOf(logicalId, message) ?? LineOf(logicalId)) : [];

    /// <summary>For the reason that a resource failed with, or a template was refused for.</summary>
    public IReadOnlyList<string> OfReason(string? logicalId, string reason) => Of(logicalId, reason, logicalId is null ? Mention(reason) : LineOf(logicalId));

    private List<string> Of(string? logicalId, string message, string? place)
    {
        var lines = new List<string>();
        if (place is not null) lines.Add($"place  {place}");
        foreach (var (symptom, next) in Known)
        {
            if (symptom.Match(message) is not { Success: true } match) continue;
            var named = match.Groups.Values.Skip(1).FirstOrDefault(g => g.Success)?.Value ?? "";
            lines.Add("next   " + next.Replace("{id}", logicalId ?? "the resource", StringComparison.Ordinal).Replace("{code}", logicalId is null ? "its folder" : FolderOf(logicalId), StringComparison.Ordinal).Replace("{1}", named, StringComparison.Ordinal));
            break;
        }
        return lines;
    }

    private string FolderOf(string logicalId) => code.GetValueOrDefault(logicalId) is { } path ? Path.GetRelativePath(Environment.CurrentDirectory, path) : "its package";

    /// <summary>The function's own line in a trace of Node.js or Python, as a path of this machine.</summary>
    private string? FrameOf(string logicalId, string message)
    {
        if (code.GetValueOrDefault(logicalId) is not { } folder) return null;
        var frames = Frame().Matches(message).Where(m => !m.Groups[1].Value.Contains("node_modules", StringComparison.Ordinal)).ToArray();
        if (frames.Length == 0) return null;
        // Python tells the innermost call last.
        var frame = message.Contains(", line ", StringComparison.Ordinal) ? frames[^1] : frames[0];
        var file = File.Exists(folder) ? folder : Path.Combine(folder, frame.Groups[1].Value);
        return $"{Path.GetRelativePath(Environment.CurrentDirectory, file)}:{frame.Groups[2].Value}";
    }

    private string? LineOf(string logicalId) => Find(l => Key(l) == logicalId);

    private string? Mention(string reason) => Unresolved().Match(reason) is { Success: true } match
        ? Find(l => Regex.IsMatch(l, $@"(Ref|GetAtt|Sub|\$\{{).*\b{Regex.Escape(match.Groups[1].Value.Split(',')[0])}\b"))
        : null;

    private string? Find(Func<string, bool> wanted)
    {
        _lines ??= File.Exists(templateFile) ? File.ReadAllLines(templateFile) : [];
        var at = Array.FindIndex(_lines, l => wanted(l));
        return at < 0 ? null : $"{Path.GetRelativePath(Environment.CurrentDirectory, templateFile)}:{at + 1}";
    }

    private static string Key(string line) => line.Split(':')[0].Trim().Trim('"', '\'');

    [GeneratedRegex(@"(?:Cannot find (?:module|package) '|No module named ')(@aws-sdk/[\w-]+|boto3|botocore)'")]
    private static partial Regex Sdk();

    // Asked for by the runtime itself, it is the handler's own file.
    [GeneratedRegex(@"Cannot find module '[^']+'\s*(?:\\n)?Require stack:\s*(?:\\n)?- /var/runtime")]
    private static partial Regex OwnFile();

    [GeneratedRegex(@"Cannot find (?:module|package) '([^./'][^']*)'")]
    private static partial Regex NodeModule();

    [GeneratedRegex(@"No module named '([^'.]+)")]
    private static partial Regex PythonModule();

    [GeneratedRegex(@"Runtime\.ImportModuleError")]
    private static partial Regex HandlerFile();

    [GeneratedRegex(@"Runtime\.HandlerNotFound|Handler '([^']*)' missing on module|is undefined or not exported")]
    private static partial Regex Handler();

    [GeneratedRegex(@"Task timed out after ([\d.]+) seconds")]
    private static partial Regex TimedOut();

    [GeneratedRegex(@"signal: killed|Runtime\.OutOfMemory")]
    private static partial Regex Killed();

    [GeneratedRegex(@"is not authorized to perform: (\S+(?: on resource: \S*[^\s.""\\,]))")]
    private static partial Regex Denied();

    [GeneratedRegex(@"(?:is|are) not supported by Undercast|Unrecognized resource types")]
    private static partial Regex NotBuilt();

    [GeneratedRegex(@"Unresolved (?:resource )?dependencies \[([^\]]+)\]")]
    private static partial Regex Unresolved();

    [GeneratedRegex(@"Circular dependency")]
    private static partial Regex Cycle();

    [GeneratedRegex(@"already exists")]
    private static partial Regex Taken();

    [GeneratedRegex(@"Parameters: \[([^\],]+)[^\]]*\] must have values")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"/var/task/([^\s""':\\)]+)(?:\\?"", line |:)(\d+)")]
    private static partial Regex Frame();
}
