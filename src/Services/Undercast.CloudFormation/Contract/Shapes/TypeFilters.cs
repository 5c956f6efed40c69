using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

public sealed record TypeFilters
{
    [OneOf("REGISTERED", "ACTIVATED", "THIRD_PARTY", "AWS_TYPES")] public string? Category { get; init; }
    [Length(min: 1, max: 40), Pattern(@"[0-9a-zA-Z]{12,40}")] public string? PublisherId { get; init; }
    [Length(min: 1, max: 204), Pattern(@"([A-Za-z0-9]{2,64}::){0,2}([A-Za-z0-9]{2,64}:?){0,1}")] public string? TypeNamePrefix { get; init; }
}
