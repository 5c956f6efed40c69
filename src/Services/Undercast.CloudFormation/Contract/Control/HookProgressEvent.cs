using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record HookProgressEvent
{
    [Length(min: 10, max: 196)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}")]
    public string? HookTypeName { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[A-Za-z0-9-]+")] public string? HookTypeVersionId { get; init; }
    [Length(min: 1, max: 2048), Pattern(@"arn:aws.*:.+:.*:.*:.+")] public string? HookTypeArn { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[-A-Za-z_]+")] public string? InvocationPoint { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[-A-Za-z_]+")] public string? HookStatus { get; init; }
    public DateTimeOffset? HookEventTime { get; init; }
    [Length(min: 0, max: 2048), Pattern(@"[\s\S]*")] public string? HookStatusMessage { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[-A-Za-z_]+")] public string? FailureMode { get; init; }
}
