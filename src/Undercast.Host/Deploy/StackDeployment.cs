using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Undercast.Host.Deploy;

/// <summary>A deployed stack.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outputs">Its outputs by name.</param>
/// <param name="Resources">Logical id, type and physical id of each resource.</param>
/// <param name="Changed">Whether this deployment changed anything.</param>
internal sealed record DeployedStack(string Name, IReadOnlyDictionary<string, string> Outputs, IReadOnlyList<(string LogicalId, string Type, string PhysicalId)> Resources, bool Changed);

/// <summary>Deploys a template and shows how it goes.</summary>
internal sealed class StackDeployment(CloudClient cloud, Packager packager, Advice? advice = null)
{
    private const string Version = "2010-05-15";
    private const int MaxBody = 51_200;

    /// <summary>Creates or updates a stack and returns when it is done.</summary>
    /// <exception cref="UserFacingException">It failed; the text says why and what to do.</exception>
    public async Task<DeployedStack> DeployAsync(string stack, JsonObject template, IReadOnlyList<(string Key, string Value)> parameters, Action<string> progress, CancellationToken ct)
    {
        var input = await InputAsync(stack, template, parameters, ct);
        var existing = await DescribeAsync(stack, ct);
        if (StatusOf(existing) is "ROLLBACK_COMPLETE" or "REVIEW_IN_PROGRESS" or "CREATE_FAILED" or "ROLLBACK_FAILED" or "DELETE_FAILED")
        {
            progress($"{stack}\tremoving what a failed deployment left");
            await DeleteAsync(stack, _ => { }, ct);
            existing = null;
        }
        var last = existing is null ? null : await NewestEventAsync(stack, ct);
        try
        {
            await cloud.QueryAsync("cloudformation", Version, existing is null ? "CreateStack" : "UpdateStack", input, ct);
        }
        catch (ServiceAnswerException e) when (e.Message == "No updates are to be performed.")
        {
            return await ReadAsync(stack, changed: false, ct);
        }
        catch (ServiceAnswerException e)
        {
            throw new UserFacingException($"the template cannot be deployed: {e.Message}{Indented(null, e.Message)}", cause: e);
        }
        var failures = await FollowAsync(stack, last, progress, ct);
        var status = StatusOf(await DescribeAsync(stack, ct));
        if (status is not ("CREATE_COMPLETE" or "UPDATE_COMPLETE"))
            throw new UserFacingException($"the stack {stack} ended as {status}.\n{string.Join('\n', failures.Select(f => "  " + f))}");
        return await ReadAsync(stack, changed: true, ct);
    }

    /// <summary>What deploying a template would change, without doing it.</summary>
    public async Task<IReadOnlyList<string>> DiffAsync(string stack, JsonObject template, IReadOnlyList<(string Key, string Value)> parameters, CancellationToken ct)
    {
        var isNew = StatusOf(await DescribeAsync(stack, ct)) is null or "REVIEW_IN_PROGRESS";
        var input = await InputAsync(stack, template, parameters, ct);
        var name = $"diff-{Guid.NewGuid():N}";
        (string, string)[] of = [("StackName", stack), ("ChangeSetName", name)];
        try
        {
            await cloud.QueryAsync("cloudformation", Version, "CreateChangeSet", [.. input, ("ChangeSetName", name), ("ChangeSetType", isNew ? "CREATE" : "UPDATE")], ct);
        }
        catch (ServiceAnswerException e)
        {
            throw new UserFacingException($"the template cannot be deployed: {e.Message}{Indented(null, e.Message)}", cause: e);
        }
        try
        {
            var lines = new List<string>();
            for (string? token = null; ;)
            {
                var page = await cloud.QueryAsync("cloudformation", Version, "DescribeChangeSet", [.. of, ("IncludePropertyValues", "true"), .. token is null ? Array.Empty<(string, string)>() : [("NextToken", token)]], ct);
                foreach (var change in page.Descendants().Where(e => e.Name.LocalName == "ResourceChange")) lines.AddRange(Lines(change));
                token = page.Descendants().FirstOrDefault(e => e.Name.LocalName == "NextToken")?.Value;
                if (string.IsNullOrEmpty(token)) return lines;
            }
        }
        finally
        {
            // What was only asked leaves nothing behind.
            await cloud.QueryAsync("cloudformation", Version, "DeleteChangeSet", of, CancellationToken.None);
            if (isNew) await DeleteAsync(stack, static _ => { }, CancellationToken.None);
        }
    }

    private static IEnumerable<string> Lines(XElement change)
    {
        var sign = Value(change, "Action") switch { "Add" => "+", "Remove" => "-", _ => "~" };
        yield return $"{sign} {Value(change, "LogicalResourceId")}\t{Value(change, "ResourceType")}{(Value(change, "Replacement") == "True" ? "\treplaced" : "")}";
        foreach (var target in change.Descendants().Where(e => e.Name.LocalName == "Target"))
            yield return $"    {Value(target, "Name")}: {Value(target, "BeforeValue") ?? "(none)"} -> {Value(target, "AfterValue") ?? "(none)"}";
    }

    private async Task<List<(string, string)>> InputAsync(string stack, JsonObject template, IReadOnlyList<(string Key, string Value)> parameters, CancellationToken ct)
    {
        var text = template.ToJsonString();
        var input = new List<(string, string)> { ("StackName", stack) };
        if (Encoding.UTF8.GetByteCount(text) <= MaxBody) input.Add(("TemplateBody", text));
        else
        {
            var (bucket, key) = await packager.UploadAsync(Encoding.UTF8.GetBytes(text), ct);
            input.Add(("TemplateURL", $"{cloud.Endpoint}/{bucket}/{key}"));
        }
        for (var i = 0; i < parameters.Count; i++)
        {
            input.Add(($"Parameters.member.{i + 1}.ParameterKey", parameters[i].Key));
            input.Add(($"Parameters.member.{i + 1}.ParameterValue", parameters[i].Value));
        }
        string[] capabilities = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];
        for (var i = 0; i < capabilities.Length; i++) input.Add(($"Capabilities.member.{i + 1}", capabilities[i]));
        return input;
    }

    /// <summary>Deletes a stack and returns when it is gone; one that does not exist is no error.</summary>
    public async Task DeleteAsync(string stack, Action<string> progress, CancellationToken ct)
    {
        if (await DescribeAsync(stack, ct) is not { } existing) return;
        var id = Value(existing, "StackId")!;
        var last = await NewestEventAsync(stack, ct);
        await cloud.QueryAsync("cloudformation", Version, "DeleteStack", [("StackName", stack)], ct);
        var failures = await FollowAsync(id, last, progress, ct);
        if (StatusOf(await DescribeAsync(id, ct)) is "DELETE_FAILED") throw new UserFacingException($"the stack {stack} could not be deleted.\n{string.Join('\n', failures.Select(f => "  " + f))}");
    }

    private async Task<List<string>> FollowAsync(string stack, string? last, Action<string> progress, CancellationToken ct)
    {
        var failures = new List<string>();
        for (var pause = 10; ; pause = Math.Min(pause * 2, 250))
        {
            // The status first: events that came before it are then complete.
            var done = StatusOf(await DescribeAsync(stack, ct)) is not { } status || !status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal);
            var events = (await cloud.QueryAsync("cloudformation", Version, "DescribeStackEvents", [("StackName", stack)], ct)).Descendants().Where(e => e.Name.LocalName == "member").ToList();
            foreach (var e in events.TakeWhile(e => Value(e, "EventId") != last).Reverse())
            {
                var (id, state, reason) = (Value(e, "LogicalResourceId"), Value(e, "ResourceStatus"), Value(e, "ResourceStatusReason"));
                progress($"{id}\t{state}{(reason is null or "User Initiated" ? "" : "\t" + reason)}");
                if (state?.EndsWith("_FAILED", StringComparison.Ordinal) == true) failures.Add($"{id} ({Value(e, "ResourceType")}): {reason}{Indented(id, reason ?? "")}");
            }
            if (events.Count > 0) last = Value(events[0], "EventId");
            if (done) return failures;
            await Task.Delay(pause, ct);
        }
    }

    private async Task<string?> NewestEventAsync(string stack, CancellationToken ct) =>
        (await cloud.QueryAsync("cloudformation", Version, "DescribeStackEvents", [("StackName", stack)], ct)).Descendants().FirstOrDefault(e => e.Name.LocalName == "EventId")?.Value;

    private async Task<XElement?> DescribeAsync(string stack, CancellationToken ct)
    {
        try
        {
            return (await cloud.QueryAsync("cloudformation", Version, "DescribeStacks", [("StackName", stack)], ct)).Descendants().First(e => e.Name.LocalName == "member");
        }
        catch (ServiceAnswerException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>The stacks that exist: name, status, when it changed last.</summary>
    public async Task<IReadOnlyList<string[]>> ListAsync(CancellationToken ct) =>
        [.. (await cloud.QueryAsync("cloudformation", Version, "DescribeStacks", [], ct)).Descendants().Where(e => e.Name.LocalName == "Stacks").Elements()
            .Select(s => new[] { Value(s, "StackName") ?? "", Value(s, "StackStatus") ?? "", Value(s, "LastUpdatedTime") ?? Value(s, "CreationTime") ?? "" })];

    private async Task<DeployedStack> ReadAsync(string stack, bool changed, CancellationToken ct)
    {
        var described = await DescribeAsync(stack, ct) ?? throw new UserFacingException($"the stack {stack} is gone.");
        var outputs = described.Elements().Where(e => e.Name.LocalName == "Outputs").Elements().ToDictionary(o => Value(o, "OutputKey")!, o => Value(o, "OutputValue") ?? "", StringComparer.Ordinal);
        var resources = (await cloud.QueryAsync("cloudformation", Version, "DescribeStackResources", [("StackName", stack)], ct)).Descendants()
            .Where(e => e.Name.LocalName == "StackResources").Elements()
            .Select(r => (Value(r, "LogicalResourceId")!, Value(r, "ResourceType")!, Value(r, "PhysicalResourceId") ?? "")).ToArray();
        return new DeployedStack(stack, outputs, resources, changed);
    }

    private string Indented(string? logicalId, string reason) => string.Concat((advice?.OfReason(logicalId, reason) ?? []).Select(static l => "\n    " + l));

    private static string? StatusOf(XElement? stack) => stack is null ? null : Value(stack, "StackStatus");

    private static string? Value(XElement parent, string name) => parent.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

    /// <summary>A stack's name from a folder's or file's: letters, digits and hyphens.</summary>
    public static string NameFor(string path)
    {
        var name = Path.GetFileName(Path.GetFullPath(path).TrimEnd('/'));
        if (File.Exists(path)) name = Path.GetFileNameWithoutExtension(name) is "template" or "template.yaml" ? Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))!) : Path.GetFileNameWithoutExtension(name);
        var clean = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        return clean.Length == 0 || !char.IsAsciiLetter(clean[0]) ? "stack-" + clean : clean;
    }

    /// <summary>The template that a path means: a file, or the one of the usual names in a folder.</summary>
    public static string TemplateOf(string path)
    {
        if (File.Exists(path)) return path;
        if (!Directory.Exists(path)) throw new UserFacingException($"there is no file or folder {path}.");
        foreach (var name in (string[])["template.yaml", "template.yml", "template.json"])
        {
            if (File.Exists(Path.Combine(path, name))) return Path.Combine(path, name);
        }
        throw new UserFacingException(string.Create(CultureInfo.InvariantCulture, $"{path} holds no template.yaml, template.yml or template.json."));
    }
}
