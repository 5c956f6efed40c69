using Undercast.Protocol;

namespace Undercast.S3;

[Xml("SSE-S3")]
public sealed record SSES3
{
}
