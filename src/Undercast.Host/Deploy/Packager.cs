using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Undercast.CloudFormation;

namespace Undercast.Host.Deploy;

/// <summary>Replaces paths of this machine in a template by objects of a bucket.</summary>
internal sealed class Packager(CloudClient cloud)
{
    private const string Globals = "Globals.Function";
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // How each property wants its object: as an S3 URI, or in members of these names; whether a single file is zipped.
    private static readonly Dictionary<string, (string Property, string? Bucket, string? Key, bool Zips)> Places = new(StringComparer.Ordinal)
    {
        ["AWS::Serverless::Function"] = ("CodeUri", null, null, true),
        ["AWS::Serverless::LayerVersion"] = ("ContentUri", null, null, true),
        ["AWS::Serverless::Api"] = ("DefinitionUri", null, null, false),
        ["AWS::Serverless::HttpApi"] = ("DefinitionUri", null, null, false),
        ["AWS::Serverless::StateMachine"] = ("DefinitionUri", null, null, false),
        ["AWS::Lambda::Function"] = ("Code", "S3Bucket", "S3Key", true),
        ["AWS::Lambda::LayerVersion"] = ("Content", "S3Bucket", "S3Key", true),
        ["AWS::ApiGateway::RestApi"] = ("BodyS3Location", "Bucket", "Key", false),
        ["AWS::ApiGatewayV2::Api"] = ("BodyS3Location", "Bucket", "Key", false),
    };

    private readonly HashSet<string> _uploaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _code = new(StringComparer.Ordinal);
    private string? _bucket;

    /// <summary>Where the code of each function lies on this machine, by logical id.</summary>
    public IReadOnlyDictionary<string, string> Code => _code;

    /// <summary>The template with every local path uploaded; the folders and files that it came from, to be watched.</summary>
    public async Task<(JsonObject Template, IReadOnlyList<string> Sources)> PackAsync(string file, CancellationToken ct)
    {
        JsonObject template;
        try
        {
            template = TemplateReader.Read(await File.ReadAllTextAsync(file, ct));
        }
        catch (Kernel.AwsException e)
        {
            throw new UserFacingException($"{file}: {e.Message}", cause: e);
        }
        var sources = new List<string> { file };
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (template["Globals"]?["Function"] is JsonObject globals) await PlaceAsync(folder, globals, Places["AWS::Serverless::Function"], Globals, sources, ct);
        foreach (var (id, node) in template["Resources"] as JsonObject ?? [])
        {
            if (node is not JsonObject resource || resource["Properties"] is not JsonObject properties) continue;
            if (Places.TryGetValue((string?)resource["Type"] ?? "", out var place)) await PlaceAsync(folder, properties, place, id, sources, ct);
            if (_code.TryGetValue(Globals, out var all)) _code.TryAdd(id, all);
        }
        return (template, sources);
    }

    private async Task PlaceAsync(string folder, JsonObject properties, (string Property, string? Bucket, string? Key, bool Zips) place, string id, List<string> sources, CancellationToken ct)
    {
        if (properties[place.Property] is not JsonValue value || !value.TryGetValue<string>(out var path)) return;
        if (path.StartsWith("s3://", StringComparison.Ordinal) || path.StartsWith("http", StringComparison.Ordinal)) return;
        var local = Path.GetFullPath(Path.Combine(folder, path));
        if (!File.Exists(local) && !Directory.Exists(local)) throw new UserFacingException($"{id}: {place.Property} names {path}, and there is nothing at {local}.");
        sources.Add(local);
        if (place.Zips) _code[id] = local;
        var content = Directory.Exists(local) ? Zip(local) : place.Zips && !local.EndsWith(".zip", StringComparison.Ordinal) && !local.EndsWith(".jar", StringComparison.Ordinal) ? ZipFile(local) : await File.ReadAllBytesAsync(local, ct);
        var (bucket, key) = await UploadAsync(content, ct);
        properties[place.Property] = place.Bucket is null ? $"s3://{bucket}/{key}" : new JsonObject { [place.Bucket] = bucket, [place.Key!] = key };
    }

    /// <summary>Uploads bytes under their hash, once.</summary>
    public async Task<(string Bucket, string Key)> UploadAsync(byte[] content, CancellationToken ct)
    {
        var bucket = await BucketAsync(ct);
        var key = Convert.ToHexStringLower(SHA256.HashData(content));
        if (_uploaded.Add(key)) await cloud.SendAsync("PUT", "s3", $"/{bucket}/{key}", [], content, ct);
        return (bucket, key);
    }

    private async Task<string> BucketAsync(CancellationToken ct)
    {
        if (_bucket is not null) return _bucket;
        var identity = await cloud.QueryAsync("sts", "2011-06-15", "GetCallerIdentity", [], ct);
        var account = identity.Descendants().First(e => e.Name.LocalName == "Account").Value;
        var name = $"undercast-packages-{account}-{cloud.Region}";
        try
        {
            await cloud.SendAsync("HEAD", "s3", $"/{name}", [], [], ct);
        }
        catch (ServiceAnswerException)
        {
            var where = cloud.Region == "us-east-1" ? "" : $"<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{cloud.Region}</LocationConstraint></CreateBucketConfiguration>";
            await cloud.SendAsync("PUT", "s3", $"/{name}", [], System.Text.Encoding.UTF8.GetBytes(where), ct);
        }
        return _bucket = name;
    }

    /// <summary>A folder as a package: the same files give the same bytes.</summary>
    internal static byte[] Zip(string folder)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Order(StringComparer.Ordinal))
                Add(zip, file, Path.GetRelativePath(folder, file).Replace('\\', '/'));
        }
        return memory.ToArray();
    }

    private static byte[] ZipFile(string file)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true)) Add(zip, file, Path.GetFileName(file));
        return memory.ToArray();
    }

    private static void Add(ZipArchive zip, string file, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        // A bootstrap must stay executable.
        if (!OperatingSystem.IsWindows()) entry.ExternalAttributes = (int)((uint)(0x8000 | (int)File.GetUnixFileMode(file)) << 16);
        using var to = entry.Open();
        using var from = File.OpenRead(file);
        from.CopyTo(to);
    }
}
