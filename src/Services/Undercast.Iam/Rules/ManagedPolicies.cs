using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Undercast.Cloud;

namespace Undercast.Iam;

/// <summary>A policy that comes with the cloud.</summary>
internal sealed record ManagedPolicy(string Name, string Path, string VersionId, DateTimeOffset Created, DateTimeOffset Updated, string Document)
{
    private readonly Lazy<PolicyDocument> _compiled = new(() => PolicyDocument.Parse(Document));

    public string Arn => $"{ManagedPolicies.Prefix}{Path}{Name}";

    public PolicyDocument Compiled => _compiled.Value;

    // AWS: ids of these policies are stable; which one is of no use to anybody but must not change.
    public string Id => "ANPA" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Name)))[..17];
}

/// <summary>The policies that come with the cloud: AWS's names, versions and contents, one a line.</summary>
internal static class ManagedPolicies
{
    public const string Prefix = "arn:aws:iam::aws:policy";

    private static readonly Lazy<FrozenDictionary<string, ManagedPolicy>> ByArn = new(Load);

    public static IEnumerable<ManagedPolicy> All => ByArn.Value.Values.OrderBy(static p => p.Name, StringComparer.Ordinal);

    public static ManagedPolicy? Find(string arn) => ByArn.Value.GetValueOrDefault(arn);

    public static bool IsManaged(string arn) => arn.StartsWith(Prefix, StringComparison.Ordinal);

    private static FrozenDictionary<string, ManagedPolicy> Load()
    {
        using var stream = typeof(ManagedPolicies).Assembly.GetManifestResourceStream("ManagedPolicies.jsonl")!;
        using var reader = new StreamReader(stream);
        var all = new Dictionary<string, ManagedPolicy>(StringComparer.Ordinal);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            var policy = new ManagedPolicy(
                row.GetProperty("name").GetString()!, row.GetProperty("path").GetString()!, row.GetProperty("version").GetString()!,
                row.GetProperty("created").GetDateTimeOffset(), row.GetProperty("updated").GetDateTimeOffset(), row.GetProperty("document").GetRawText());
            all.Add(policy.Arn, policy);
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
