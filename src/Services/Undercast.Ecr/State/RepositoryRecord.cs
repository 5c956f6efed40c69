using System.Text.Json.Serialization;
using Undercast.Storage;

namespace Undercast.Ecr;

internal readonly record struct RepositoryKey(string Account, string Region, string Name) : ITupleKey<RepositoryKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static RepositoryKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal sealed record RepositoryRecord
{
    public required DateTimeOffset Created { get; init; }
    public required bool TagsMove { get; init; }
    public bool ScansOnPush { get; init; }
    public string? Policy { get; init; }
    public string? LifecyclePolicy { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

[JsonSerializable(typeof(RepositoryRecord))]
internal sealed partial class EcrJson : JsonSerializerContext;

internal static class EcrTables
{
    public static readonly Table<RepositoryKey, RepositoryRecord> Repositories = new("ecr.repository", JsonRecord.Codec(() => EcrJson.Default.RepositoryRecord));
}
