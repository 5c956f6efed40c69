using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record GetLayerVersionByArnInput
{
    [HttpQuery("Arn")]
    [Length(min: 1, max: 140)]
    [Pattern(@"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+")]
    public required string Arn { get; init; }
}
