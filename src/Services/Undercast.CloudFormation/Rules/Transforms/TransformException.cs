using Undercast.Kernel;

namespace Undercast.CloudFormation;

/// <summary>A transform that did not succeed. As on AWS the status of the stack or change set tells it, not the call.</summary>
[AwsError("ValidationError", 400)]
internal sealed class TransformException(string message) : AwsException(message);
