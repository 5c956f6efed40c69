using System.Text.Json.Serialization;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A stack, deleted ones included.</summary>
internal readonly record struct StackKey(string Account, string Region, string Uid) : ITupleKey<StackKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Uid);
    }

    public static StackKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal readonly record struct StackNameKey(string Account, string Region, string Name) : ITupleKey<StackNameKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Name);
    }

    public static StackNameKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

/// <summary>What a stack is made from: a template with its values.</summary>
internal sealed record StackSource
{
    /// <summary>The template as it was given.</summary>
    public required string Original { get; init; }
    /// <summary>The template after its transforms, as JSON.</summary>
    public required string Processed { get; init; }
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }
    /// <summary>What those parameters stand for that name one of the Parameter Store.</summary>
    public IReadOnlyDictionary<string, string> Resolved { get; init; } = new Dictionary<string, string>();
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The values that references to parameters give.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Values => Resolved.Count == 0 ? Parameters : Parameters.ToDictionary(p => p.Key, p => Resolved.GetValueOrDefault(p.Key, p.Value));
}

/// <summary>One finished output.</summary>
internal sealed record OutputRecord(string Key, string Value, string? Description, string? ExportName);

/// <summary>Whoever deploys, kept for the job that does the work.</summary>
internal sealed record DeployerRecord(PrincipalKind Kind, string Account, string Arn, string Id, string AccessKeyId, IReadOnlyDictionary<string, string>? Facts)
{
    public static DeployerRecord Of(Principal p) => new(p.Kind, p.Account, p.Arn, p.Id, p.AccessKeyId, p.SessionFacts);

    public Principal Principal => new(Kind, Account, Arn, Id) { AccessKeyId = AccessKeyId, SessionFacts = Facts };
}

internal sealed record StackRecord
{
    public required string Name { get; init; }
    public required string Id { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public DateTimeOffset? Deleted { get; init; }
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public string? Description { get; init; }
    /// <summary>What the stack is, or is becoming; null while only a change set describes it.</summary>
    public StackSource? Source { get; init; }
    /// <summary>What it goes back to when an update fails.</summary>
    public StackSource? Before { get; init; }
    /// <summary>Tells the rows that the current operation has touched.</summary>
    public required string OperationId { get; init; }
    public required DeployerRecord Deployer { get; init; }
    public string? RoleArn { get; init; }
    /// <summary>The stack that this one is a resource of.</summary>
    public string? ParentId { get; init; }
    /// <summary>The outermost stack, where this one is nested.</summary>
    public string? RootId { get; init; }
    public IReadOnlyList<string> NotificationArns { get; init; } = [];
    public bool DisableRollback { get; init; }
    public string? OnFailure { get; init; }
    /// <summary>How long the creation may take.</summary>
    public int? TimeoutInMinutes { get; init; }
    public bool TerminationProtection { get; init; }
    public string? ChangeSetId { get; init; }
    public string? ClientToken { get; init; }
    public IReadOnlyList<OutputRecord> Outputs { get; init; } = [];
    /// <summary>Exports of other stacks that this one uses.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];
    /// <summary>For a deletion: resources to leave alone.</summary>
    public IReadOnlyList<string> Retain { get; init; } = [];

    /// <summary>For a deletion: what cannot be deleted is left alone.</summary>
    public bool ForceDelete { get; init; }
    /// <summary>Whether <c>Retain</c> spares what a failed creation made.</summary>
    public bool RetainExceptOnCreate { get; init; }
    /// <summary>For the continuation of a roll-back: resources to leave as they are.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];
    /// <summary>For an import: the identifiers of what is taken in, by logical id.</summary>
    public IReadOnlyDictionary<string, string> Imported { get; init; } = new Dictionary<string, string>();
    /// <summary>Nested stacks that the change set under execution has plans for, by logical id.</summary>
    public IReadOnlyDictionary<string, string> Nested { get; init; } = new Dictionary<string, string>();
    /// <summary>What updates may do, as a document.</summary>
    public string? Policy { get; init; }
    /// <summary>Takes the policy's place for one update.</summary>
    public string? PolicyDuringUpdate { get; init; }
    /// <summary>What the last drift detection found, and when.</summary>
    public string? DriftStatus { get; init; }
    public DateTimeOffset? DriftChecked { get; init; }

    public bool IsLive => Status != StackStatus.DeleteComplete;
}

/// <summary>Names a stack to the job that works on it.</summary>
internal sealed record StackPayload(string Account, string Region, string Uid);

/// <summary>Statuses of stacks and resources.</summary>
internal static class StackStatus
{
    public const string ReviewInProgress = "REVIEW_IN_PROGRESS";
    public const string CreateInProgress = "CREATE_IN_PROGRESS";
    public const string CreateComplete = "CREATE_COMPLETE";
    public const string CreateFailed = "CREATE_FAILED";
    public const string RollbackInProgress = "ROLLBACK_IN_PROGRESS";
    public const string RollbackComplete = "ROLLBACK_COMPLETE";
    public const string RollbackFailed = "ROLLBACK_FAILED";
    public const string UpdateInProgress = "UPDATE_IN_PROGRESS";
    public const string UpdateFailed = "UPDATE_FAILED";
    public const string UpdateCleanup = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS";
    public const string UpdateComplete = "UPDATE_COMPLETE";
    public const string UpdateRollbackInProgress = "UPDATE_ROLLBACK_IN_PROGRESS";
    public const string UpdateRollbackCleanup = "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS";
    public const string UpdateRollbackComplete = "UPDATE_ROLLBACK_COMPLETE";
    public const string UpdateRollbackFailed = "UPDATE_ROLLBACK_FAILED";
    public const string DeleteInProgress = "DELETE_IN_PROGRESS";
    public const string DeleteComplete = "DELETE_COMPLETE";
    public const string DeleteFailed = "DELETE_FAILED";
    public const string DeleteSkipped = "DELETE_SKIPPED";

    public const string ImportInProgress = "IMPORT_IN_PROGRESS";
    public const string ImportComplete = "IMPORT_COMPLETE";
    public const string ImportFailed = "IMPORT_FAILED";
    public const string ImportRollbackComplete = "IMPORT_ROLLBACK_COMPLETE";

    /// <summary>Whether a resource of this status is still the stack's.</summary>
    public static bool Exists(string status) => status is not (DeleteComplete or DeleteSkipped);

    /// <summary>What a running status ends in when nothing can be done.</summary>
    public static string FailureOf(string status) => status switch
    {
        UpdateCleanup => UpdateComplete,
        UpdateRollbackCleanup => UpdateRollbackComplete,
        ImportInProgress => ImportRollbackComplete,
        _ => status.Replace("_IN_PROGRESS", "_FAILED", StringComparison.Ordinal),
    };

    public static bool IsRunning(string status) => status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && status != ReviewInProgress;
}

[JsonSerializable(typeof(StackRecord))]
[JsonSerializable(typeof(StackPayload))]
[JsonSerializable(typeof(ResourceRecord))]
[JsonSerializable(typeof(EventRecord))]
[JsonSerializable(typeof(ExportRecord))]
[JsonSerializable(typeof(ChangeSetRecord))]
[JsonSerializable(typeof(ResponseRecord))]
[JsonSerializable(typeof(MacroRecord))]
[JsonSerializable(typeof(DriverRecord))]
[JsonSerializable(typeof(ControlRecord))]
[JsonSerializable(typeof(ControlPayload))]
[JsonSerializable(typeof(DetectionRecord))]
[JsonSerializable(typeof(DetectionPayload))]
[JsonSerializable(typeof(StackSetRecord))]
[JsonSerializable(typeof(StackInstanceRecord))]
[JsonSerializable(typeof(StackSetOperationRecord))]
[JsonSerializable(typeof(StackSetResultRecord))]
[JsonSerializable(typeof(StackSetPayload))]
internal sealed partial class CloudFormationJson : JsonSerializerContext;
