import { openOverlay } from '../overlay.tsx';

type Question = {
  /** The picker stands beside it. */
  button: HTMLElement;
  onPick: (emoji: string) => void;
  /** What gets the focus afterwards. */
  returnTo: (picked: boolean) => HTMLElement | null;
};

/** Asks for an emoji; the picker comes with the first use. */
export async function openEmojiPicker({ button, onPick, returnTo }: Question): Promise<void> {
  // Where it was when it was pressed: it may be gone when the code has come.
  const place = button.getBoundingClientRect();
  let picked = false;
  const pick = (emoji: string): void => {
    picked = true;
    onPick(emoji);
  };
  try {
    const { besidePlace, EmojiPicker } = await import('./emoji-picker.tsx');
    openOverlay({
      ...{ label: 'Emoji', className: 'emoji', style: besidePlace(place) },
      returnTo: () => returnTo(picked),
      content: (close) => <EmojiPicker onPick={pick} close={close} />,
    });
  } catch (error) {
    reportError(error);
  }
}
