using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record TypeSummary
{
    [OneOf("RESOURCE", "MODULE", "HOOK")] public string? Type { get; init; }
    [Length(min: 10, max: 204)]
    [Pattern(@"[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}(::MODULE){0,1}")]
    public string? TypeName { get; init; }
    [Length(max: 1024)]
    [Pattern(@"arn:aws[A-Za-z0-9-]{0,64}:cloudformation:[A-Za-z0-9-]{1,64}:([0-9]{12})?:type/.+")]
    public string? TypeArn { get; init; }
}
