using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Lambda;

public sealed record AllowedPublishers
{
    [Length(min: 1, max: 20)]
    [Elements(Pattern = @"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    public required IReadOnlyList<string> SigningProfileVersionArns { get; init; }
}
