using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record GetEventSourceMappingInput
{
    [HttpLabel] public required string UUID { get; init; }
}
