using System.Text.Json.Serialization;
using Undercast.Storage;

namespace Undercast.Ssm;

internal readonly record struct ParameterKey(string Account, string Region, string Name) : ITupleKey<ParameterKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static ParameterKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>One version of a parameter.</summary>
internal readonly record struct VersionKey(ParameterKey Parameter, long Version) : ITupleKey<VersionKey>
{
    public void Write(ref TupleWriter w)
    {
        Parameter.Write(ref w);
        w.Int64(Version);
    }

    public static VersionKey Read(ref TupleReader r) => new(ParameterKey.Read(ref r), r.Int64());
}

/// <summary>What holds for the parameter as a whole.</summary>
internal sealed record ParameterRecord
{
    public required long Version { get; init; }
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
    /// <summary>Where each label is.</summary>
    public IReadOnlyDictionary<string, long> Labels { get; init; } = new Dictionary<string, long>();
}

internal sealed record VersionRecord
{
    public required string Type { get; init; }
    public required string Value { get; init; }
    public required string Tier { get; init; }
    public required string DataType { get; init; }
    public required DateTimeOffset Modified { get; init; }
    public required string ModifiedBy { get; init; }
    public string? Description { get; init; }
    public string? AllowedPattern { get; init; }
}

[JsonSerializable(typeof(ParameterRecord))]
[JsonSerializable(typeof(VersionRecord))]
internal sealed partial class SsmJson : JsonSerializerContext;

internal static class SsmTables
{
    public static readonly Table<ParameterKey, ParameterRecord> Parameters = new("ssm.parameter", JsonRecord.Codec(() => SsmJson.Default.ParameterRecord));
    public static readonly Table<VersionKey, VersionRecord> Versions = new("ssm.version", JsonRecord.Codec(() => SsmJson.Default.VersionRecord));

    public static KeyRange VersionsOf(ParameterKey key) => Versions.Prefix(key.Account, key.Region, key.Name);
}
