using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record DeleteStackInput
{
    public required string StackName { get; init; }
    public IReadOnlyList<string>? RetainResources { get; init; }
    [Length(min: 20, max: 2048)] public string? RoleARN { get; init; }
    [Length(min: 1, max: 128), Pattern(@"[a-zA-Z0-9][-a-zA-Z0-9]*")] public string? ClientRequestToken { get; init; }
    [OneOf("STANDARD", "FORCE_DELETE_STACK")] public string? DeletionMode { get; init; }
}
