namespace Undercast.S3.Control;

/// <summary>An input that names an access point.</summary>
internal interface IPointInput
{
    string AccountId { get; }

    string Name { get; }
}
