using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>A failure whose text is a resource's status reason as it stands, with no handler's frame around it.</summary>
[AwsError("ValidationError", 400)]
internal sealed class ReasonException(string message) : AwsException(message);
