using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record DeleteEventSourceMappingInput
{
    [HttpLabel] public required string UUID { get; init; }
}
