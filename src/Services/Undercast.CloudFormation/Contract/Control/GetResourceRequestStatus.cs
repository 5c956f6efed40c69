using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record GetResourceRequestStatusInput
{
    [Length(min: 1, max: 128), Pattern(@"[-A-Za-z0-9+/=]+")] public required string RequestToken { get; init; }
}

public sealed record GetResourceRequestStatusOutput
{
    public ProgressEvent? ProgressEvent { get; init; }
    public IReadOnlyList<HookProgressEvent>? HooksProgressEvent { get; init; }
}
