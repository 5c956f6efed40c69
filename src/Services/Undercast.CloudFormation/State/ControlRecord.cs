using Undercast.Storage;

namespace Undercast.CloudFormation;

/// <summary>A request of the Cloud Control API by its token.</summary>
internal readonly record struct ControlKey(string Account, string Region, string Token) : ITupleKey<ControlKey>
{
    public void Write(ref TupleWriter w)
    {
        w.String(Account);
        w.String(Region);
        w.String(Token);
    }

    public static ControlKey Read(ref TupleReader r) => new(r.String(), r.String(), r.String());
}

internal sealed record ControlRecord
{
    public const string Running = "IN_PROGRESS";

    public required string TypeName { get; init; }
    public required string Operation { get; init; }
    public required string Status { get; init; }
    public required DateTimeOffset Changed { get; init; }
    public required DeployerRecord Deployer { get; init; }
    public string? RoleArn { get; init; }
    public string? ClientToken { get; init; }
    public string? Identifier { get; init; }
    /// <summary>The desired state, or the patch.</summary>
    public string? Document { get; init; }
    public string? Message { get; init; }
    public string? ErrorCode { get; init; }
    /// <summary>Whether the work has begun; it is repeated after a restart then.</summary>
    public bool Begun { get; init; }
}

/// <summary>Names a request to its job.</summary>
internal sealed record ControlPayload(string Account, string Region, string Token);
