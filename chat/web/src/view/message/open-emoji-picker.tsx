import { openOverlay } from '../overlay.tsx';

type Question = {
  /** The picker opens next to it. */
  button: HTMLElement;
  onPick: (emoji: string) => void;
  /** The element that gets the focus afterwards. */
  returnTo: (picked: boolean) => HTMLElement | null;
};

/** Lets the reader pick an emoji. The code of the picker loads with the first use. */
export async function openEmojiPicker({ button, onPick, returnTo }: Question): Promise<void> {
  // Reads the place of the button now, because it may be removed before the code has loaded.
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
