using System.Text.Json.Nodes;
using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>How a resource differs from what its stack made.</summary>
internal sealed record DriftRecord(string Status, DateTimeOffset Checked, JsonObject? Expected, JsonObject? Actual, IReadOnlyList<DifferenceRecord> Differences);

/// <summary>One property that differs.</summary>
internal sealed record DifferenceRecord(string Path, string Expected, string Actual, string Kind);

/// <summary>One comparison of a stack.</summary>
internal readonly record struct DetectionKey(string Account, string Region, string Id) : ITupleKey<DetectionKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Id);
    }

    public static DetectionKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal sealed record DetectionRecord(string StackId, string Status, DateTimeOffset Begun, DeployerRecord Deployer)
{
    public const string Running = "DETECTION_IN_PROGRESS";
    public const string Complete = "DETECTION_COMPLETE";

    /// <summary>The resources that were asked for; none means every one.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];
    public string? StackStatus { get; init; }
    public int? Drifted { get; init; }
}

/// <summary>Names a comparison to its job.</summary>
internal sealed record DetectionPayload(string Account, string Region, string Id);
