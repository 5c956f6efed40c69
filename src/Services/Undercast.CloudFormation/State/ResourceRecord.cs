using System.Text.Json.Nodes;
using Undercast.Storage;

namespace Undercast.CloudFormation;

internal readonly record struct ResourceKey(string Uid, string LogicalId) : ITupleKey<ResourceKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Uid);
        w.String(LogicalId);
    }

    public static ResourceKey Read(ref TupleReader r) => new(r.String(), r.String());
}

/// <summary>One thing that a resource type has made.</summary>
internal sealed record MadeResource(string Type, string PhysicalId, JsonObject Properties, JsonObject Attributes, Guid Token);

/// <summary>What a resource type is asked to make or change, until it has answered.</summary>
internal sealed record MakingResource(string Type, JsonObject Properties, Guid Token, bool Creates);

/// <summary>A resource of a stack.</summary>
internal sealed record ResourceRecord
{
    public required string LogicalId { get; init; }
    public required string Type { get; init; }
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset Changed { get; init; }
    /// <summary>The operation that touched it last.</summary>
    public required string OperationId { get; init; }
    /// <summary>What names and client tokens of the thing being made come from; decided before it is made.</summary>
    public required Guid Token { get; init; }
    /// <summary>What exists now; null until it is made.</summary>
    public MadeResource? Made { get; init; }
    /// <summary>What existed before the current operation changed it; null when it did not exist.</summary>
    public MadeResource? Before { get; init; }
    /// <summary>What is being made or changed right now; after a restart, what may be half done.</summary>
    public MakingResource? Making { get; init; }
    /// <summary>What has been replaced and waits for the clean-up.</summary>
    public IReadOnlyList<MadeResource> Doomed { get; init; } = [];
    public IReadOnlyList<string> DependsOn { get; init; } = [];
    public string? DeletionPolicy { get; init; }
    public string? UpdateReplacePolicy { get; init; }
    public string? Metadata { get; init; }
    /// <summary>What the last drift detection found.</summary>
    public DriftRecord? Drift { get; init; }
}

/// <summary>Events of a stack, the newest last.</summary>
internal readonly record struct EventKey(string Uid, long Order) : ITupleKey<EventKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Uid);
        w.Int64(Order);
    }

    public static EventKey Read(ref TupleReader r) => new(r.String(), r.Int64());
}

internal sealed record EventRecord
{
    public required string EventId { get; init; }
    public required string LogicalId { get; init; }
    public string? PhysicalId { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public string? Properties { get; init; }
    public string? ClientToken { get; init; }
}

internal readonly record struct ExportKey(string Account, string Region, string Name) : ITupleKey<ExportKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static ExportKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal sealed record ExportRecord(string StackId, string Value);

internal readonly record struct ChangeSetKey(string Uid, string Name) : ITupleKey<ChangeSetKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Uid);
        w.String(Name);
    }

    public static ChangeSetKey Read(ref TupleReader r) => new(r.String(), r.String());
}

/// <summary>One line of a change set.</summary>
internal sealed record PlannedChange(string Action, string LogicalId, string Type, string? PhysicalId, string? Replacement, IReadOnlyList<string> Properties, IReadOnlyList<string> Scope)
{
    public string? PolicyAction { get; init; }
    /// <summary>For a nested stack: its own change set.</summary>
    public string? ChangeSetId { get; init; }
    public IReadOnlyList<PlannedDetail> Details { get; init; } = [];
    /// <summary>The resource before and after, as documents.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }
}

/// <summary>One attribute that changes, and why.</summary>
internal sealed record PlannedDetail(string Attribute, string? Name, string RequiresRecreation, string Evaluation, string Source, string? Cause)
{
    public string? Path { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public string? ChangeType { get; init; }
}

/// <summary>A change set of a nested stack, as its parent's change set knows it.</summary>
/// <param name="LogicalId">The nested stack in its parent's template.</param>
/// <param name="StackId">The nested stack.</param>
/// <param name="Name">The change set's name.</param>
/// <param name="Creates">Whether the stack is there only for this change set.</param>
/// <param name="Changes">Whether it changes anything.</param>
internal sealed record NestedChangeSet(string LogicalId, string StackId, string Name, bool Creates, bool Changes);

internal sealed record ChangeSetRecord
{
    public required string Name { get; init; }
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public required string Status { get; init; }
    public required string ExecutionStatus { get; init; }
    public string? Reason { get; init; }
    public string? Description { get; init; }
    public string? ClientToken { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required StackSource Source { get; init; }
    public string? RoleArn { get; init; }
    public IReadOnlyList<string> NotificationArns { get; init; } = [];
    public string? OnFailure { get; init; }
    public required IReadOnlyList<PlannedChange> Changes { get; init; }
    /// <summary>For an import: the identifiers of what is taken in, by logical id.</summary>
    public IReadOnlyDictionary<string, string> Imported { get; init; } = new Dictionary<string, string>();
    /// <summary>Whether what exists already is taken in.</summary>
    public bool Imports { get; init; }
    /// <summary>Whether nested stacks have change sets of their own.</summary>
    public bool IncludesNested { get; init; }
    /// <summary>The change set of the stack that this one's stack is nested in.</summary>
    public string? ParentId { get; init; }
    /// <summary>The change set that was asked for, where this one was made for it.</summary>
    public string? RootId { get; init; }
    public IReadOnlyList<NestedChangeSet> Nested { get; init; } = [];

    /// <summary>The nested stacks that change, by logical id.</summary>
    public Dictionary<string, string> NestedStacks() => Nested.Where(n => n.Changes).ToDictionary(n => n.LogicalId, n => n.StackId);
}

internal static class CloudFormationTables
{
    public static readonly Table<StackKey, StackRecord> Stacks = new("cloudformation.stack", JsonRecord.Codec(() => CloudFormationJson.Default.StackRecord));
    public static readonly Index<StackNameKey, StackKey, StackRecord> ByName =
        Stacks.AddIndex<StackNameKey>("by-name", static (key, stack) => stack.IsLive ? new StackNameKey(key.Account, key.Region, stack.Name) : null);
    public static readonly Table<ResourceKey, ResourceRecord> Resources = new("cloudformation.resource", JsonRecord.Codec(() => CloudFormationJson.Default.ResourceRecord));
    public static readonly Table<EventKey, EventRecord> Events = new("cloudformation.event", JsonRecord.Codec(() => CloudFormationJson.Default.EventRecord));
    public static readonly Table<ExportKey, ExportRecord> Exports = new("cloudformation.export", JsonRecord.Codec(() => CloudFormationJson.Default.ExportRecord));
    public static readonly Table<ChangeSetKey, ChangeSetRecord> ChangeSets = new("cloudformation.changeset", JsonRecord.Codec(() => CloudFormationJson.Default.ChangeSetRecord));

    public static readonly Table<DetectionKey, DetectionRecord> Detections = new("cloudformation.detection", JsonRecord.Codec(() => CloudFormationJson.Default.DetectionRecord));
    public static readonly Table<ControlKey, ControlRecord> Requests = new("cloudformation.control", JsonRecord.Codec(() => CloudFormationJson.Default.ControlRecord));
    public static readonly Table<DriverKey, DriverRecord> Drivers = new("cloudformation.driver", JsonRecord.Codec(() => CloudFormationJson.Default.DriverRecord));
    public static readonly Table<MacroKey, MacroRecord> Macros = new("cloudformation.macro", JsonRecord.Codec(() => CloudFormationJson.Default.MacroRecord));
    public static readonly Table<ResponseKey, ResponseRecord> Responses = new("cloudformation.response", JsonRecord.Codec(() => CloudFormationJson.Default.ResponseRecord));

    /// <summary>A stack by name or ARN; a deleted one only by ARN.</summary>
    public static async ValueTask<(StackKey Key, StackRecord Stack)?> FindAsync(IReadTransaction tx, string account, string region, string nameOrId)
    {
        if (UidOf(nameOrId) is { } uid)
        {
            var key = new StackKey(account, region, uid);
            return await Stacks.GetAsync(tx, key) is { } stack && stack.Id == nameOrId ? (key, stack) : null;
        }
        return await ByName.FirstAsync(tx, ByName.Prefix(account, region, nameOrId)) is { } row ? (row.Key, row.Record) : null;
    }

    /// <summary>The unique part of a stack's ARN (<c>arn:…:stack/name/uid</c>), or null when the text is a name.</summary>
    public static string? UidOf(string id) => id.StartsWith("arn:", StringComparison.Ordinal) ? id[(id.LastIndexOf('/') + 1)..] : null;
}
