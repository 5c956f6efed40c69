using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.CloudFormation;

[NotSupportedMember("PublisherId")]
public sealed record TypeFilters
{
    [OneOf("REGISTERED", "ACTIVATED", "THIRD_PARTY", "AWS_TYPES")] public string? Category { get; init; }
    [Length(min: 1, max: 204), Pattern(@"([A-Za-z0-9]{2,64}::){0,2}([A-Za-z0-9]{2,64}:?){0,1}")] public string? TypeNamePrefix { get; init; }
}
