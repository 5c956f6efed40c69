using Undercast.Protocol;

namespace Undercast.S3;

[Xml("SimplePrefix")]
public sealed record SimplePrefix
{
}
