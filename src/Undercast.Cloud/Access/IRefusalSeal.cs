namespace Undercast.Cloud;

/// <summary>Closes the details of a refusal, so that they can travel in its text and only those who may decode such messages read them.</summary>
public interface IRefusalSeal
{
    /// <summary>The details as a text of letters, digits, <c>-</c> and <c>_</c>.</summary>
    ValueTask<string> SealAsync(string account, string details, CancellationToken ct);
}
