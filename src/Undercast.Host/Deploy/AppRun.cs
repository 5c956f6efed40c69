using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undercast.Host.Deploy;

/// <summary>What a template says to <c>undercast up</c> in its <c>Metadata.Undercast</c>.</summary>
/// <remarks>
/// <c>Site</c>: a folder whose files go into the bucket of a logical id, together with <c>config.json</c>, the stack's outputs. <c>Check</c>: a command that proves the deployed application, run in the
/// template's folder with the outputs as environment variables.
/// </remarks>
internal sealed record AppHints(string? SiteFolder, string? SiteBucket, IReadOnlyList<string> Check)
{
    public static AppHints Of(JsonObject template)
    {
        var hints = (template["Metadata"] as JsonObject)?["Undercast"] as JsonObject;
        var site = hints?["Site"] as JsonObject;
        return new AppHints((string?)site?["Folder"], (string?)site?["Bucket"], [.. (hints?["Check"] as JsonArray ?? []).Select(c => c!.ToString())]);
    }
}

/// <summary>Deploys an application: its stack, then its site.</summary>
internal sealed class AppRun(CloudClient cloud, string templateFile, string stackName, IReadOnlyList<(string Key, string Value)> parameters)
{
    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".mjs"] = "text/javascript; charset=utf-8", [".json"] = "application/json",
        [".svg"] = "image/svg+xml", [".png"] = "image/png", [".jpg"] = "image/jpeg", [".ico"] = "image/x-icon", [".webmanifest"] = "application/manifest+json", [".txt"] = "text/plain; charset=utf-8",
        [".woff2"] = "font/woff2",
    };

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(templateFile))!;

    /// <summary>The folders and files that the application was made from.</summary>
    public IReadOnlyList<string> Sources { get; private set; } = [];

    public AppHints Hints { get; private set; } = new(null, null, []);

    /// <summary>What to do about failures of this application.</summary>
    public Advice Advice { get; private set; } = new(templateFile, new Dictionary<string, string>());

    public async Task<DeployedStack> DeployAsync(Action<string> progress, CancellationToken ct)
    {
        var packager = new Packager(cloud);
        var (template, sources) = await packager.PackAsync(templateFile, ct);
        Hints = AppHints.Of(template);
        Sources = Hints.SiteFolder is { } site ? [.. sources, Path.Combine(_folder, site)] : sources;
        Advice = new Advice(templateFile, packager.Code);
        var stack = await new StackDeployment(cloud, packager, Advice).DeployAsync(stackName, template, parameters, progress, ct);
        stack = stack with { Outputs = stack.Outputs.ToDictionary(o => o.Key, o => LocalUrls.Of(o.Value, cloud.Endpoint)) };
        if (Hints.SiteFolder is not null) await UploadSiteAsync(stack, progress, ct);
        return stack;
    }

    /// <summary>What a deployment would change in the stack.</summary>
    public async Task<IReadOnlyList<string>> DiffAsync(CancellationToken ct)
    {
        var packager = new Packager(cloud);
        var (template, _) = await packager.PackAsync(templateFile, ct);
        return await new StackDeployment(cloud, packager, new Advice(templateFile, packager.Code)).DiffAsync(stackName, template, parameters, ct);
    }

    private async Task UploadSiteAsync(DeployedStack stack, Action<string> progress, CancellationToken ct)
    {
        var bucket = stack.Resources.FirstOrDefault(r => r.LogicalId == Hints.SiteBucket).PhysicalId
            ?? throw new UserFacingException($"the template's Metadata.Undercast.Site names the bucket {Hints.SiteBucket}, which is no resource of it.");
        var root = Path.Combine(_folder, Hints.SiteFolder!);
        if (!Directory.Exists(root)) throw new UserFacingException($"the template's Metadata.Undercast.Site names the folder {Hints.SiteFolder}, which does not exist.");
        var count = 1;
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            await PutAsync(bucket, Path.GetRelativePath(root, file).Replace('\\', '/'), await File.ReadAllBytesAsync(file, ct), ct);
            count++;
        }
        var config = new JsonObject { ["Region"] = cloud.Region, ["Endpoint"] = cloud.Endpoint };
        foreach (var (name, value) in stack.Outputs) config[name] = value;
        await PutAsync(bucket, "config.json", JsonSerializer.SerializeToUtf8Bytes(config), ct);
        progress($"{Hints.SiteBucket}\t{count} files");
    }

    private async Task PutAsync(string bucket, string key, byte[] content, CancellationToken ct) => await cloud.SendAsync(
        "PUT", "s3", $"/{bucket}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}",
        new() { ["Content-Type"] = ContentTypes.GetValueOrDefault(Path.GetExtension(key), "application/octet-stream"), ["Cache-Control"] = "no-cache" }, content, ct);

    /// <summary>Runs the application's own check; its output goes to the terminal.</summary>
    /// <returns>Whether it passed.</returns>
    public async Task<bool> CheckAsync(DeployedStack stack, CancellationToken ct)
    {
        if (Hints.Check.Count == 0) throw new UserFacingException("the template has no Metadata.Undercast.Check to run.");
        var start = new ProcessStartInfo(Hints.Check[0]) { WorkingDirectory = _folder };
        foreach (var argument in Hints.Check.Skip(1)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in stack.Outputs) start.Environment[name] = value;
        start.Environment["AWS_ENDPOINT_URL"] = cloud.Endpoint;
        start.Environment["AWS_REGION"] = cloud.Region;
        start.Environment.TryAdd("AWS_ACCESS_KEY_ID", "test");
        start.Environment.TryAdd("AWS_SECRET_ACCESS_KEY", "test");
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UserFacingException($"the check needs {Hints.Check[0]}, which is not installed.", cause: e);
        }
    }
}
