using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A stack set, deleted ones included.</summary>
internal readonly record struct StackSetKey(string Account, string Region, string Uid) : ITupleKey<StackSetKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Uid);
    }

    public static StackSetKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>What a stack set makes in every place.</summary>
internal sealed record StackSetRecord
{
    public const string Active = "ACTIVE";
    public const string Deleted = "DELETED";

    public required string Name { get; init; }
    /// <summary>The name and the unique part.</summary>
    public required string Id { get; init; }
    public required string Arn { get; init; }
    public required string Status { get; init; }
    public string? Description { get; init; }
    public required string Template { get; init; }
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
    public required IReadOnlyList<string> Capabilities { get; init; }
    public required string AdministrationRole { get; init; }
    public required string ExecutionRole { get; init; }
    public string? ClientToken { get; init; }
    /// <summary>The operation that runs, if one does: there is never a second one.</summary>
    public string? Running { get; init; }
    public required DateTimeOffset Created { get; init; }
}

/// <summary>One stack of a stack set.</summary>
internal readonly record struct StackInstanceKey(string SetUid, string Account, string Region) : ITupleKey<StackInstanceKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(SetUid);
        w.String(Account);
        w.String(Region);
    }

    public static StackInstanceKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal sealed record StackInstanceRecord
{
    public const string Current = "CURRENT";
    public const string Outdated = "OUTDATED";
    public const string Inoperable = "INOPERABLE";

    /// <summary>Decided before the stack is made, so that a restart finds it again.</summary>
    public required string StackName { get; init; }
    public string? StackId { get; init; }
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();
    public required string Status { get; init; }
    /// <summary>How the last operation ended here.</summary>
    public required string Detail { get; init; }
    public string? Reason { get; init; }
    public required string OperationId { get; init; }
}

/// <summary>One operation on a stack set.</summary>
internal readonly record struct StackSetOperationKey(string SetUid, string Id) : ITupleKey<StackSetOperationKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(SetUid);
        w.String(Id);
    }

    public static StackSetOperationKey Read(ref TupleReader r) => new(r.String(), r.String());
}

internal sealed record StackSetOperationRecord
{
    public const string Running = "RUNNING";
    public const string Succeeded = "SUCCEEDED";
    public const string Failed = "FAILED";
    public const string Stopping = "STOPPING";
    public const string Stopped = "STOPPED";

    public required string Id { get; init; }
    public required string Action { get; init; }
    public required string Status { get; init; }
    public bool? RetainStacks { get; init; }
    public StackSetOperationPreferences? Preferences { get; init; }
    public required DateTimeOffset Begun { get; init; }
    public required long Order { get; init; }
    public DateTimeOffset? Ended { get; init; }
    public string? Reason { get; init; }
    public required DeployerRecord Deployer { get; init; }
    /// <summary>Regions in the order in which they come, each with its accounts.</summary>
    public required IReadOnlyList<StackSetRegion> Regions { get; init; }
}

internal sealed record StackSetRegion(string Region, IReadOnlyList<string> Accounts);

/// <summary>What one operation did in one place.</summary>
internal readonly record struct StackSetResultKey(string SetUid, string OperationId, string Account, string Region) : ITupleKey<StackSetResultKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(SetUid);
        w.String(OperationId);
        w.String(Account);
        w.String(Region);
    }

    public static StackSetResultKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String(), r.String());
}

internal sealed record StackSetResultRecord(string Status, string? Reason)
{
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    public const string Succeeded = "SUCCEEDED";
    public const string Failed = "FAILED";
    public const string Cancelled = "CANCELLED";
}

/// <summary>Names an operation to its job.</summary>
internal sealed record StackSetPayload(string Account, string Region, string Uid, string OperationId);

internal static class StackSetTables
{
    public static readonly Table<StackSetKey, StackSetRecord> Sets = new("cloudformation.stackset", JsonRecord.Codec(() => CloudFormationJson.Default.StackSetRecord));
    public static readonly Table<StackInstanceKey, StackInstanceRecord> Instances = new("cloudformation.stackset-instance", JsonRecord.Codec(() => CloudFormationJson.Default.StackInstanceRecord));
    public static readonly Table<StackSetOperationKey, StackSetOperationRecord> Operations = new("cloudformation.stackset-operation", JsonRecord.Codec(() => CloudFormationJson.Default.StackSetOperationRecord));
    public static readonly Table<StackSetResultKey, StackSetResultRecord> Results = new("cloudformation.stackset-result", JsonRecord.Codec(() => CloudFormationJson.Default.StackSetResultRecord));

    /// <summary>A stack set by name, id or ARN; a deleted one by neither name.</summary>
    public static async ValueTask<(StackSetKey Key, StackSetRecord Set)?> FindAsync(IReadTransaction tx, string account, string region, string nameOrId)
    {
        var name = nameOrId.StartsWith("arn:", StringComparison.Ordinal) ? nameOrId[(nameOrId.IndexOf('/', StringComparison.Ordinal) + 1)..] : nameOrId;
        if (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            var key = new StackSetKey(account, region, name[(colon + 1)..]);
            return await Sets.GetAsync(tx, key) is { } set && set.Id == name ? (key, set) : null;
        }
        foreach (var (key, set) in await Sets.RangeAsync(tx, Sets.Prefix(account, region)))
        {
            if (set.Name == name && set.Status == StackSetRecord.Active) return (key, set);
        }
        return null;
    }
}
